"""The workbench: a local page in the browser on which settings are tried before they are saved."""
