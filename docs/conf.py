"""How the site is built: `make docs`. Warnings are errors, notebooks are executed, nothing remote is loaded."""

from __future__ import annotations

import sys
from pathlib import Path

import publicservice

sys.path.insert(0, str(Path(__file__).parent))  # where rendering.py and notebooks.py are

project = "publicservice"
author = "The publicservice authors"
copyright = "the publicservice authors"  # noqa: A001  (Sphinx calls it so)
release = publicservice.__version__  # of the package that is documented, installed or not
version = release

extensions = [
    "myst_nb",
    "sphinx.ext.autodoc",
    "sphinx.ext.napoleon",
    "sphinx_copybutton",
    "rendering",
]
exclude_patterns = ["_build"]
highlight_language = "none"  # of blocks that name none: trees and drawings are not Python
nitpicky = False

# --- Markdown and notebooks
myst_enable_extensions = ["colon_fence", "deflist", "fieldlist"]
myst_heading_anchors = 4
nb_execution_mode = "off"
if not tags.has("stored"):  # noqa: F821  (Sphinx knows it; `-t stored` shows what the notebooks hold, without running them)
    nb_custom_formats = {".ipynb": "notebooks.run_when_read"}

# --- docstrings: the house's own sections beside Google's
napoleon_google_docstring = True
napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_custom_sections = [("Definition", "notes_style"), ("Source", "notes_style"), ("Values", "params_style")]
autodoc_member_order = "bysource"
autodoc_preserve_defaults = True
autodoc_typehints = "description"
autodoc_typehints_description_target = "documented"
autodoc_typehints_format = "short"
autodoc_class_signature = "mixed"
autodoc_default_options = {"members": True}
add_module_names = True
default_role = "py:obj"  # `name` in a docstring is code, and a link where there is such a name
python_use_unqualified_type_names = True

# --- pages
html_theme = "furo"
html_title = "publicservice"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_copy_source = True  # tutorials are offered as the notebooks that they are
html_sourcelink_suffix = ""
html_show_sourcelink = False
html_theme_options = {"navigation_with_keys": True}
copybutton_prompt_text = r">>> |\.\.\. |\$ "
copybutton_prompt_is_regexp = True
