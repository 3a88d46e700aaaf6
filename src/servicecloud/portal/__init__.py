"""The public portal and the workbench of enterprises and institutions."""
