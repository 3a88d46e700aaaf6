"""The page where anybody drops a form and sees its audit."""
