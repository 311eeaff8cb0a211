"""The scenes, each a function from a canvas to linear light on its grid."""
