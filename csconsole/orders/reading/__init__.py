"""The files that shop platforms export, read into records whose fields are ours."""
