package web

import (
	"testing"

	"github.com/casus-project/casus"
)

// TestCastIsNamed: "anyone" and the rest of a phrase are no actors of a crisis; a resolved one is, whatever it is called.
func TestCastIsNamed(t *testing.T) {
	actor := func(id, name string) casus.Actor {
		return casus.Actor{ID: casus.ActorID(id), Name: name, Country: "KEN", Sector: "CVL"}
	}
	got := cast([]casus.Event{
		{Actors: []casus.Actor{actor("", "anyone"), actor("", "dockers")}, Recipients: []casus.Actor{actor("", "of the harbour's committees")}},
		{Actors: []casus.Actor{actor("group.ten", "Ten for Peace"), actor("", "dockers")}},
	})
	if len(got) != 2 || got[0].Name != "dockers" || got[0].Acts != 2 || got[1].Name != "Ten for Peace" {
		t.Errorf("the cast: %+v", got)
	}
}
