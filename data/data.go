// Package data embeds the knowledge tables of casus: ontology, lexicon, gazetteer rows and actors.
//
// In comes nothing; out goes a read-only file system. It holds no logic: each consumer reads and checks its own
// tables. Every folder has a SOURCE file with origin, date, licence and how to rebuild it.
package data

import "embed"

// FS holds every table below this folder, by its path relative to it, such as "lexicon/en/frames.tsv".
//
//go:embed all:actors all:fusion all:gazetteer all:lexicon all:ontology all:outline
var FS embed.FS
