"""Fuzz targets for every way into the library; `README.md` says how to run them."""
