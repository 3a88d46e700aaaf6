"""What those who run the site need: whether it lives, whether it is ready, how much it does, what each request cost."""
