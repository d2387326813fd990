"""The program that draws inside a box: Python with PyAV alone, written into the box as files."""
