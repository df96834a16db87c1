package who

// The small closed classes of English that the rules ask for. Names, titles and nouns are data, in data/actors.
var (
	// bandWords are what an armed group may be called without saying anything about it.
	bandWords   = []string{"band", "group", "movement", "outfit"}
	determiners = wordSet("the a an this that these those some several many few all both most more any each every another " +
		"other two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen " +
		"seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozens hundreds thousands at least about around nearly")
	particles = wordSet("al el bin ibn bint abu van von der den de da di do dos das del della la le du ould ben y e ul ur " +
		"ter ten af av zu")
	belongs = wordSet("of from in at for")
	cuts    = wordSet("of from in at for to on by with who which that against over under after before during whose where " +
		"about including such as like than is was are were has have had said says and or but")
	leads   = wordSet("and or but of from in at for to on by with against between among")
	leaning = wordSet("backed led allied affiliated aligned funded supported linked sponsored occupied controlled held " +
		"armed trained born made owned speaking inspired friendly")
	opposed  = wordSet("pro anti non ex")
	formerly = wordSet("former ex late ousted deposed toppled overthrown retired onetime erstwhile then-president")
	ousted   = wordSet("ousted deposed toppled overthrown retired")
	pronouns = wordSet("he she it they him her them his its their theirs who whom whose we us our i me my you your himself " +
		"herself itself themselves")
	firstPerson   = wordSet("i we us our me my")
	single        = wordSet("he she him her his himself herself")
	plural        = wordSet("they them their theirs themselves")
	masculine     = wordSet("he him his himself")
	feminine      = wordSet("she her herself")
	women         = wordSet("woman wife mother daughter sister widow girl grandmother aunt niece nun queen princess actress schoolgirl")
	men           = wordSet("man husband father son brother boy grandfather uncle nephew monk king prince actor schoolboy")
	compassPoints = wordSet("north south east west northeast northwest southeast southwest")
	counts        = wordSet("dozens hundreds thousands many several some few")
	indefinite    = wordSet("a an any another every no")
	calendar      = wordSet("monday tuesday wednesday thursday friday saturday sunday january february march april may june july " +
		"august september october november december today yesterday christmas easter ramadan")
	// opening words may stand before the place that a sentence opens with.
	opening   = wordSet("here and but also back meanwhile earlier later elsewhere")
	possessed = wordSet("his her its their our my your")
	// followings are nouns for people who are of the kind of whose they are: the men of an officer are soldiers.
	followings = wordSet("men man people followers follower supporters supporter loyalists loyalist comrades comrade colleagues colleague " +
		"superiors superior ranks")
	// membership is what is said of those of a body without saying of which.
	membership = wordSet("member members")
	// peers of a state are states.
	peers = wordSet("neighbour neighbours neighbor neighbors partner partners ally allies rival rivals friend friends foe foes backer backers")
	// heading and speaking are what those do who stand for a body.
	heading  = wordSet("leads led heads headed chairs chaired runs commands")
	speaking = wordSet("speaks spoke speaking")
	// collectives are nouns for many together, who are what "of" ties to them: "a company of soldiers", "a crowd of students".
	collectives = wordSet("alliance association committee council federation league band bunch column columns company contingent convoy crew crowd crowds delegation detachment families family gang gangs " +
		"group groups handful line majority minority mob number party row squad team teams unit units wave waves brothers sisters men women")
	// overseas say of a company that it is of no one state.
	overseas = wordSet("foreign multinational transnational")
)

func wordSet(list string) map[string]bool {
	set := map[string]bool{}
	start := 0
	for i := 0; i <= len(list); i++ {
		if i == len(list) || list[i] == ' ' {
			if i > start {
				set[list[start:i]] = true
			}
			start = i + 1
		}
	}
	return set
}
