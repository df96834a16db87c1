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
		{"dutch_sentence", "De minister was gisteren op bezoek in de hoofdstad en had daar een gesprek over de grens, de handel en de nieuwe haven, waar het werk al maanden stilligt omdat de vakbond en de directie het niet eens worden over het loon.", "nl"},
		{"danish_sentence", "Regeringen meddelte i går at forhandlingerne om den nye havn er brudt sammen, og at der for tiden ikke er planer om at genoptage dem, fordi parterne fortsat står langt fra hinanden i spørgsmålet om løn og arbejdstid.", ""},
		{"english_full_of_names", "The second Olympiad for the prize of the Governor of Tyumen Oblast took place in Tyumen. Contestants came from Aktobe, Kurgan, Omsk, Perm, Tomsk, Ufa, Kazan, Samara, Saratov, Penza and Ulyanovsk; Ivanov, Petrov, Sidorov, Kim and Lee won medals.", "en"},
		{"english_with_quotations_in_cyrillic", "The winners were named by the rector of the university, who said that the prize would be given again: «Мы продолжим эту традицию и в следующем году, и спасибо всем участникам олимпиады за их труд». It was the second contest of its kind and the first with guests from abroad.", "en"},
		{"english_headlines_with_accents", "ELN frees seven of 16 captives near Convención. Envoy Gómez welcomes release.", "en"},
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
