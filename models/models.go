// Package models holds the trained models: bytes that package ling/en reads. It says nothing about their meaning;
// manifest.toml names version, data, licence and scores of each.
package models

import _ "embed"

// English is the model of the English engine.
//
//go:embed english.nn
var English []byte

// Sense is the network that says which words of a sentence tell an event, packed with gzip.
//
//go:embed sense.nn.gz
var Sense []byte

// Manifest is manifest.toml.
//
//go:embed manifest.toml
var Manifest string
