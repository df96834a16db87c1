// Package models holds the trained models: bytes that package ling/en reads. It says nothing about their meaning;
// manifest.toml names version, data, licence and scores of each.
package models

import _ "embed"

// English is the model of the English engine.
//
//go:embed english.nn
var English []byte

// EnglishSecond is a second network for English tags and trees, which votes with the first.
//
//go:embed english2.nn
var EnglishSecond []byte

// Manifest is manifest.toml.
//
//go:embed manifest.toml
var Manifest string
