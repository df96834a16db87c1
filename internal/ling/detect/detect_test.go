package detect

import "testing"

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"english_sentence", "Rebels killed three soldiers in the north of the country.", "en"},
		{"english_headline", "Rebels kill three soldiers", "en"},
		{"english_capitals", "PRESIDENT OF THE REPUBLIC ARRESTED BY THE ARMY", "en"},
		{"spanish_sentence", "El presidente viajó a la capital para reunirse con los ministros de la región y firmar el acuerdo.", "es"},
		{"french_sentence", "Le président s’est rendu dans la capitale pour y rencontrer les ministres des pays voisins, selon l’agence, et la réunion a duré plusieurs heures sans que les délégations ne parviennent à un accord sur le partage de l’eau.", "fr"},
		{"russian_sentence", "Президент прибыл в столицу для встречи с министрами соседних стран и подписания соглашения.", "ru"},
		{"korean_sentence", "대통령은 이웃 나라 장관들과 만나기 위해 수도에 도착했다.", "ko"},
		{"digits_only", "12 34 56", ""},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Language(c.text); got != c.want {
				t.Errorf("Language(%q) = %q, want %q", c.text, got, c.want)
			}
		})
	}
}
