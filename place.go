package casus

// Precision says how exactly a place's point stands for the place.
type Precision string

// The precisions, from fine to coarse.
const (
	PrecisionSite    Precision = "site"    // a building, base, crossing
	PrecisionCity    Precision = "city"    //
	PrecisionAdmin2  Precision = "admin2"  // county, district
	PrecisionAdmin1  Precision = "admin1"  // state, province
	PrecisionRegion  Precision = "region"  // macro region, disputed area
	PrecisionSea     Precision = "sea"     // sea, strait, gulf
	PrecisionCountry Precision = "country" //
)

// Place is a resolved place with the words it comes from. Lat and Lon are WGS 84 degrees of a representative
// point and mean nothing unless Located is true; country-level places are not pins.
type Place struct {
	Span         Span             `json:"span"`
	Text         string           `json:"text"`
	ID           string           `json:"id,omitempty"` // gazetteer id
	Name         string           `json:"name,omitempty"`
	Located      bool             `json:"located,omitempty"`
	Lat          float64          `json:"lat,omitempty"`
	Lon          float64          `json:"lon,omitempty"`
	RadiusKM     float64          `json:"radius_km,omitempty"` // within which the place lies
	Country      Country          `json:"country,omitempty"`
	Admin1       string           `json:"admin1,omitempty"` // English name
	Admin2       string           `json:"admin2,omitempty"`
	GeonamesID   int              `json:"geonames_id,omitempty"`
	Kind         string           `json:"kind,omitempty"` // city, country, admin1, sea, region, base …
	Precision    Precision        `json:"precision,omitempty"`
	ClaimedBy    []Country        `json:"claimed_by,omitempty"`
	ControlledBy []Country        `json:"controlled_by,omitempty"`
	Candidates   []PlaceCandidate `json:"candidates,omitempty"` // runners-up, best first
	Reason       string           `json:"reason,omitempty"`
}

// PlaceCandidate is a reading of a place name that was considered and not taken.
type PlaceCandidate struct {
	ID      string  `json:"id"`
	Name    string  `json:"name"`
	Country Country `json:"country,omitempty"`
	Admin1  string  `json:"admin1,omitempty"`
	Score   float64 `json:"score"`
}
