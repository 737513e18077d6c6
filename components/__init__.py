"""Pure builders: a model goes in, a Dash component or a figure dict comes out."""
