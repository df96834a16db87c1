package main

import "flag"

// update rewrites the golden parts of the scripts; the difference is reviewed as code.
var update = flag.Bool("update", false, "rewrite golden outputs")
