import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

const polite = `
  gern, gerne, sehr gern, sehr gerne, aber gern, aber gerne, alles klar, in ordnung, okay, ok, klar, na klar, natürlich,
  aber natürlich, selbstverständlich, aber selbstverständlich, bitte, bitte schön, bitteschön, bitte sehr, danke, danke schön,
  dankeschön, danke sehr, vielen dank, vielen herzlichen dank, herzlichen dank, besten dank, tausend dank, ich danke ihnen,
  vielen dank für ihren anruf, danke für ihren anruf, vielen dank für ihre anfrage, danke für ihre anfrage,
  vielen dank für ihre geduld, danke für ihre geduld, vielen dank für die information, danke für die information,
  vielen dank fürs warten, gern geschehen, gerne geschehen, keine ursache, kein problem, nichts zu danken, hallo, guten tag,
  guten morgen, guten abend, grüß gott, grüezi, servus, moin, hi, willkommen, herzlich willkommen, auf wiedersehen,
  auf wiederhören, tschüss, tschüß, bis bald, bis dann, bis später, schönen tag, schönen tag noch, einen schönen tag noch,
  einen schönen tag, ich wünsche ihnen einen schönen tag, ich wünsche ihnen noch einen schönen tag, ich wünsche dir einen schönen tag,
  haben sie einen schönen tag, schönen abend, schönen abend noch, einen schönen abend noch, einen schönen abend,
  wie kann ich ihnen helfen, wie kann ich helfen, wie kann ich dir helfen, wie kann ich ihnen weiterhelfen,
  womit kann ich ihnen helfen, womit kann ich helfen, was kann ich für sie tun, was kann ich für dich tun,
  kann ich sonst noch etwas für sie tun, kann ich noch etwas für sie tun, kann ich sonst noch etwas für dich tun,
  kann ich noch etwas für dich tun, kann ich sonst noch etwas tun, kann ich sonst noch helfen, kann ich ihnen sonst noch helfen,
  kann ich ihnen noch weiterhelfen, kann ich ihnen sonst noch weiterhelfen, gibt es sonst noch etwas,
  gibt es noch etwas was ich für sie tun kann, haben sie noch weitere fragen, haben sie noch fragen, haben sie weitere fragen,
  benötigen sie noch etwas, brauchen sie sonst noch etwas, brauchen sie noch etwas, sonst noch etwas, wird gemacht, mach ich,
  mache ich, mit vergnügen, super, prima, perfekt, wunderbar, toll, sehr gut, verstanden, freut mich, einen moment bitte,
  einen augenblick bitte, moment bitte, einen moment, einen augenblick, mit freundlichen grüßen`

const negations = `
  nicht, nichts, nein, nie, niemals, nimmer, kein, keine, keinen, keinem, keiner, keines, keins, keinerlei, keinesfalls,
  keineswegs, auf keinen fall, unter keinen umständen, ohne, weder, noch nie, nirgends, nirgendwo, niemand, niemanden, niemandem,
  mitnichten, kaum, anstatt, anstelle, außer, ausgenommen, abgesehen von, frei von`

/** Adjectives that `un-` turns round; a list, since `unter`, `unser` and `ungefähr` begin so too. */
const turnedAdjectives =
  'm[oö]e?glich|g[uü]e?ltig|verf[uü]e?gbar|bekannt|zul[aä]e?ssig|vollst[aä]e?ndig|klar|wirksam|sicher|zufrieden|richtig|erlaubt|' +
  'erw[uü]e?nscht|geeignet|ge[oö]e?ffnet|best[aä]e?tigt|bezahlt|begrenzt|beschr[aä]e?nkt|verbindlich|n[oö]e?tig|p[uü]e?nktlich|' +
  'sichtbar|zug[aä]e?nglich|erreichbar|gelesen|gel[oö]e?st|ver[aä]e?ndert|passend|f[aä]e?hig|genau|korrekt|fertig|besetzt|' +
  'versichert|gesichert|verschl[uü]e?sselt|wahr|abh[aä]e?ngig|kompliziert|gern|freundlich|gesund|fair|g[uü]e?nstig|' +
  'regelm[aä]e?[sß]|benutzt|belegt|geplant|angemeldet|brauchbar|lesbar|leserlich|zustellbar|limitiert|schuldig|t[aä]e?tig|dicht|' +
  'echt|eingeschr[aä]e?nkt|gerade|gewiss|gleich|scharf|verletzt|wichtig|bedenklich|gef[aä]e?hrlich|berechtigt|befristet|' +
  'gekl[aä]e?rt|gen[uü]e?gend|vereinbar|verheiratet|beantwortet|besch[aä]e?digt|bewohnt|gek[uü]e?hlt|gebucht|storniert|' +
  'bearbeitet|ausreichend|zureichend|zutreffend|sch[aä]e?dlich|beliebt|auff[aä]e?llig|angenehm|rentabel|beteiligt|entgeltlich'

const negationPatterns: readonly RegExp[] = [
  new RegExp(`^un(?=${turnedAdjectives})`),
  /^nicht-?(?=\p{L}{3})/u,
  /^(?:erfolg|ergebnis|wirkung|wert|ersatz|nutz|zweck|sinn|aussicht|frucht|chancen|arbeits|grund|rechts)los(?:e[nmrs]?)?$/,
  /^(?:alkohol|zucker|gluten|laktose|rauch|fleisch|koffein)frei(?:e[nmrs]?)?$/,
  /^miss(?=l[iu]ng|glück|glueck|verst)/,
]

const conditions = `
  wenn, falls, sofern, soweit, sobald, solange, bevor, ob, vorausgesetzt, unter der bedingung, es sei denn, nur wenn, im falle,
  vorbehaltlich, unter vorbehalt, vielleicht, eventuell, evtl, möglicherweise, womöglich, wahrscheinlich, vermutlich, voraussichtlich,
  angeblich, anscheinend, scheinbar, offenbar, vorläufig, beinahe, fast, könnte, könnten, könntest, könntet, würde, würden, würdest,
  würdet, sollte, sollten, solltest, dürfte, dürften, müsste, müssten, wäre, wären, wärst, hätte, hätten, hättest, möchten,
  versuche, versucht, versuchen, versuchte, leider, bedaure, bedauere, bedauerlicherweise, fehlgeschlagen, fehlschlagen,
  schlug fehl, schlägt fehl, gescheitert, scheitert, scheiterte, misslungen, außerstande, abgelehnt, verweigert, verboten,
  untersagt, ausgeschlossen, verhindert, erfolglos, vergeblich, vergessen, versäumt, verpasst, hoffentlich, glaube, denke, vermute,
  schätze, erst nach, erst wenn, muss noch, müssen noch, wird noch, ausstehend, steht noch aus, entweder`

const harmless = `
  kein problem, keine sorge, keine ursache, gar kein problem, überhaupt kein problem, nichts zu danken, macht nichts,
  das macht nichts, nicht nur, nicht zuletzt, zögern sie nicht, nicht wahr, keine frage, ohne weiteres, ohne probleme, ohne problem,
  nicht vergessen, vergessen sie nicht, ohne zweifel, kein thema, warum nicht, keine umstände`

const questions = `
  wer, wann, wieso, weshalb, warum, welche, welcher, welches, welchen, welchem, wie viel, wie viele, wieviel, wie lange, wie oft, wohin,
  woher, möchten sie, möchtest du, wollen sie, willst du, soll ich, sollen wir, darf ich, dürfte ich, könnten sie, haben sie noch,
  meinten sie, meinen sie, haben sie, hast du, sind sie, bist du, können sie, kannst du, kann ich, können wir, ist das, wäre das, soll, was,
  wo, wie, ist das richtig, ist das korrekt, stimmt das, sind sie sicher`

const approximators = `
  etwa, ungefähr, circa, zirka, ca, rund, gegen, in etwa, knapp, fast, beinahe, nahezu, annähernd, schätzungsweise,
  bis zu, bis, höchstens, maximal, max, mindestens, wenigstens, mehr als, weniger als, über, unter, ab, nicht mehr als,
  nicht weniger als, größer als, kleiner als, länger als, kürzer als, später als, früher als, spätestens, frühestens,
  zwischen, oder so`

/** What German says around its values. */
export const germanPhrases: NorthernPhrases = {
  fillers: 'äh ähm öh öhm hm hmm',
  polite,
  negations,
  negationPatterns,
  conditions,
  harmless,
  questions,
  approximators,
  articles: 'der die das den dem des ein eine einen einem einer eines',
  yes: 'ja jawohl jep jup jo klar doch genau richtig stimmt wahr korrekt',
  no: 'nein nö nee ne falsch',
  functionWords:
    'der die das den dem des ein eine einen einem einer eines und oder aber wenn als wie ist sind war waren sein bin bist ' +
    'seid hat habe haben hatte wird werden wurde ich du er sie es wir ihr mich dich ihn uns euch mir dir ihm ihnen mein dein ihre ' +
    'ihren ihrem ihrer unser in im an am auf bei für mit von vom zu zum zur aus nach um so auch nur sehr nicht kein keine dass da ' +
    'dort hier was wer wann wo warum dieser diese dieses man denn doch bereits gerade nun dann sich',
}
