import { describe, expect, it } from 'vitest'

import { german } from '#lib/engines/validation/text/grammars/de.ts'
import { negationsIn } from '#lib/engines/validation/text/scope.ts'
import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenForm } from '#lib/engines/validation/text/tokens/token-form.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** The weakest relation of the tokens of two texts; `different` where they are not as many. */
function relation(a: string, b: string): 'same' | 'unclear' | 'different' {
  const [left, right] = [tokenise(a, 'de-DE').tokens, tokenise(b, 'de-DE').tokens]
  if (left.length !== right.length) return 'different'
  const relations = left.map((token, index) => {
    const other = right[index]
    return other === undefined ? 'different' : relate(token, other)
  })
  if (relations.includes('different')) return 'different'
  return relations.includes('unclear') ? 'unclear' : 'same'
}

const numbers: [spoken: string, written: string][] = [
  ['Sie haben dreizehn neue Nachrichten.', 'Sie haben 13 neue Nachrichten.'],
  [
    'Auf dem Konto liegen zwölftausenddreihundertfünf Punkte.',
    'Auf dem Konto liegen 12.305 Punkte.',
  ],
  ['Es waren einhunderteinundzwanzig Gäste da.', 'Es waren 121 Gäste da.'],
  ['Wir zählen zwo Pakete.', 'Wir zählen 2 Pakete.'],
  ['Der Saal fasst dreissig Leute.', 'Der Saal fasst dreißig Leute.'],
  ['Die Stadt hat zwei Komma drei Millionen Einwohner.', 'Die Stadt hat 2,3 Millionen Einwohner.'],
  [
    'Die Stadt hat eine Million zweihunderttausend Einwohner.',
    'Die Stadt hat 1.200.000 Einwohner.',
  ],
  ['Der Wert liegt bei null Komma fünf.', 'Der Wert liegt bei 0,5.'],
  ['Nummer hundertundeins bitte.', 'Nummer 101 bitte.'],
  ['Sie sind zweimal gefahren.', 'Sie sind 2 mal gefahren.'],
  ['Das Ergebnis ist minus sieben.', 'Das Ergebnis ist -7.'],
  ['Die Vorwahl ist null sechs neun.', 'Die Vorwahl ist 069.'],
  ['Ihr Code lautet vier eins null neun.', 'Ihr Code lautet 4109.'],
  ['Zehn Prozent Rabatt.', '10 % Rabatt.'],
  ['Der Zins steigt um zwei Komma fünf Prozent.', 'Der Zins steigt um 2,5 %.'],
]

const dates: [spoken: string, written: string][] = [
  ['Die Lieferung kommt am dritten Mai.', 'Die Lieferung kommt am 3. Mai.'],
  ['Gültig bis zum einunddreißigsten Dezember.', 'Gültig bis zum 31. Dezember.'],
  ['Geboren am siebten Juli neunzehnhundertachtzig.', 'Geboren am 7. Juli 1980.'],
  ['Wir öffnen am zwölften März zweitausendsechsundzwanzig.', 'Wir öffnen am 12.03.2026.'],
  ['Am ersten Jänner ist geschlossen.', 'Am 1. Januar ist geschlossen.'],
  ['Samstag, den dritten Mai', 'Samstag, 3. Mai'],
  ['Treffen am achten August', 'Treffen am 8. August'],
  ['Stichtag ist der fünfzehnte Oktober 2024.', 'Stichtag ist der 15. Oktober 2024.'],
  ['Abflug am 5. Nov. 2025', 'Abflug am fünften November zweitausendfünfundzwanzig'],
  ['Anreise am 3.5. möglich', 'Anreise am dritten Mai möglich'],
  ['Bezahlt am 04.11.2023', 'Bezahlt am vierten November zweitausenddreiundzwanzig'],
  ['Ihr Büro ist im dritten Stock.', 'Ihr Büro ist im 3. Stock.'],
  ['Das ist bereits der zweite Versuch.', 'Das ist bereits der 2. Versuch.'],
  ['Vom dritten bis fünften Juni', 'Vom 3. bis 5. Juni'],
]

const times: [spoken: string, written: string][] = [
  ['Die Praxis öffnet um sieben Uhr dreißig.', 'Die Praxis öffnet um 7:30 Uhr.'],
  ['Es ist halb acht.', 'Es ist 7:30 Uhr.'],
  ['Es ist zwölf Uhr dreißig.', 'Es ist 12:30 Uhr.'],
  ['Wir treffen uns um Viertel vor acht.', 'Wir treffen uns um 7.45 Uhr.'],
  ['Wir treffen uns um Viertel nach neun.', 'Wir treffen uns um 9:15 Uhr.'],
  ['Der Bus kommt um dreiviertel acht.', 'Der Bus kommt um 7:45 Uhr.'],
  ['Der Bus kommt um viertel acht.', 'Der Bus kommt um 7:15 Uhr.'],
  ['Beginn ist um fünf vor halb acht.', 'Beginn ist um 7:25 Uhr.'],
  ['Beginn ist um zehn nach sieben.', 'Beginn ist um 7:10 Uhr.'],
  ['Der Laden schließt um zwanzig Uhr.', 'Der Laden schließt um 20:00 Uhr.'],
  ['Die Fähre legt um neunzehn Uhr dreißig ab.', 'Die Fähre legt um 19 Uhr 30 ab.'],
  ['Landung um dreizehn Uhr fünf', 'Landung um 13:05 Uhr'],
  ['Wir essen um acht Uhr abends.', 'Wir essen um 20 Uhr.'],
  ['Weckruf um sechs Uhr morgens', 'Weckruf um 06:00 Uhr'],
  ['Der Zug fährt um drei Uhr nachmittags.', 'Der Zug fährt um 15:00 Uhr.'],
  ['Das Tor schließt um Mitternacht.', 'Das Tor schließt um 0:00 Uhr.'],
  ['Mittagspause um zwölf Uhr mittags', 'Mittagspause um 12 Uhr mittags'],
  ['Die Show startet um halb neun abends.', 'Die Show startet um 20:30 Uhr.'],
]

const amounts: [spoken: string, written: string][] = [
  ['Der Eintritt beträgt fünf Euro zwanzig.', 'Der Eintritt beträgt 5,20 €.'],
  ['Das macht fünf Euro und zwanzig Cent.', 'Das macht 5,20 Euro.'],
  ['Sie zahlen zwölf Franken fünfzig.', 'Sie zahlen 12,50 CHF.'],
  ['Sie sparen achtzig Rappen.', 'Sie sparen 0,80 CHF.'],
  ['Die Miete liegt bei eintausendzweihundertfünfzig Euro.', 'Die Miete liegt bei 1.250 €.'],
  ['Neunundneunzig Cent', '0,99 €'],
  ['Der Jackpot steht bei zwanzig Millionen Euro.', 'Der Jackpot steht bei 20.000.000 €.'],
  ['Die Fahrt dauert eine halbe Stunde.', 'Die Fahrt dauert 30 Minuten.'],
  ['Die Fahrt dauert anderthalb Stunden.', 'Die Fahrt dauert 90 Minuten.'],
  ['Die Fahrt dauert eineinhalb Stunden.', 'Die Fahrt dauert 1,5 Stunden.'],
  ['Die Fahrt dauert zweieinhalb Stunden.', 'Die Fahrt dauert 2 Stunden und 30 Minuten.'],
  ['Das geht in einer Dreiviertelstunde.', 'Das geht in 45 Minuten.'],
  ['Noch eine Viertelstunde.', 'Noch 15 Minuten.'],
  ['Eine Stunde und dreißig Minuten', '1 Std. 30 Min.'],
  ['Draußen sind es minus drei Grad.', 'Draußen sind es -3°.'],
  ['Heute wird es einundzwanzig Grad Celsius.', 'Heute wird es 21 °C.'],
  ['Bis zum Ziel sind es zweihundert Kilometer.', 'Bis zum Ziel sind es 200 km.'],
  ['Die Wohnung hat achtzig Quadratmeter.', 'Die Wohnung hat 80 m².'],
  ['Erlaubt sind fünfzig Stundenkilometer.', 'Erlaubt sind 50 km/h.'],
  ['Ein Kilogramm Mehl', '1 kg Mehl'],
]

const spellings: [string, string][] = [
  ['Willkommen in Köln.', 'Willkommen in Koeln.'],
  ['Sie fahren nach Gießen.', 'Sie fahren nach Giessen.'],
  ['Die Straße ist frei.', 'Die Strasse ist frei.'],
  ['Grüße aus Zürich', 'Gruesse aus Zuerich'],
  ['Am Sonnabend haben wir offen.', 'Am Samstag haben wir offen.'],
  ['Ihr Termin bei Dr. Müller steht.', 'Ihr Termin bei Doktor Mueller steht.'],
  ["Gibt's noch Plätze?", 'Gibt es noch Plätze?'],
]

const samePairs = [...numbers, ...dates, ...times, ...amounts, ...spellings]

const nearMisses: [string, string][] = [
  ['halb acht', 'halb neun'],
  ['halb acht', '8:30 Uhr'],
  ['viertel vor acht', 'viertel nach acht'],
  ['viertel acht', 'dreiviertel acht'],
  ['fünf vor halb acht', 'fünf nach halb acht'],
  ['dreizehn Gäste', 'dreißig Gäste'],
  ['vierzehn Tage', 'vierzig Tage'],
  ['zweiunddreißig', 'dreiundzwanzig'],
  ['dreihundertfünf', 'dreihundertfünfzig'],
  ['am 3. Mai', 'am 3. Juni'],
  ['am dritten Mai', 'am dreizehnten Mai'],
  ['am dritten Mai', 'am dreißigsten Mai'],
  ['am 3. Mai 2025', 'am dritten Mai zweitausendvierundzwanzig'],
  ['3.5.2025', '5.3.2025'],
  ['Samstag, 3. Mai', 'Sonntag, 3. Mai'],
  ['fünf Euro', 'fünf Prozent'],
  ['fünf Euro', 'fünf Franken'],
  ['fünfzig Rappen', 'fünfzig Cent'],
  ['fünf Euro zwanzig', 'fünf Euro zwölf'],
  ['sieben Uhr', 'sieben Stunden'],
  ['sieben Uhr dreißig', 'sieben Uhr dreizehn'],
  ['acht Uhr morgens', 'acht Uhr abends'],
  ['um sieben Uhr heute Abend', 'um sieben Uhr morgen Abend'],
  ['ein Zimmer', 'kein Zimmer'],
  ['eine halbe Stunde', 'anderthalb Stunden'],
  ['eine Viertelstunde', 'eine Dreiviertelstunde'],
  ['zweieinhalb Stunden', 'zwei Stunden'],
  ['zwei Komma fünf', 'fünfundzwanzig'],
  ['minus fünf Grad', 'fünf Grad'],
  ['20 Grad Celsius', '20 Grad Fahrenheit'],
  ['zehn Meter', 'zehn Kilometer'],
  ['Gleis vier', 'Zimmer vier'],
  ['im dritten Stock', 'im vierten Stock'],
  ['1,5 Liter', '15 Liter'],
  ['null drei null', 'drei null'],
  ['vor drei Tagen', 'in drei Tagen'],
  ['Bauer', 'Bayer'],
  ['möglich', 'unmöglich'],
]

describe('German', () => {
  it.each(samePairs)('reads "%s" as "%s"', (spoken, written) => {
    expect(relation(spoken, written)).toBe('same')
  })

  it('brings spoken and written forms to one wording', () => {
    const equal = samePairs.filter(([a, b]) => tokenForm(a, 'de-DE') === tokenForm(b, 'de-DE'))
    expect(equal.length / samePairs.length).toBeGreaterThanOrEqual(0.9)
  })

  it.each(nearMisses)('tells "%s" from "%s"', (one, other) => {
    expect(relation(one, other)).toBe('different')
  })

  it.each([
    ['sieben Uhr', '19 Uhr'],
    ['halb eins', '12:30 Uhr'],
    ['halb eins', '0:30 Uhr'],
    ['20 Grad', '20 Grad Celsius'],
    ['am 3. Mai', 'am 3. Mai 2025'],
  ])('leaves "%s" beside "%s" open', (one, other) => {
    expect(relation(one, other)).toBe('unclear')
  })

  it.each([
    ['Gern, Ihr Tisch ist reserviert. Vielen Dank!', 'Ihr Tisch ist reserviert.'],
    [
      'Alles klar, der Wecker ist gestellt.',
      'Der Wecker ist gestellt. Kann ich sonst noch etwas für Sie tun?',
    ],
  ])('leaves politeness out of "%s"', (one, other) => {
    expect(tokenForm(one, 'de')).toBe(tokenForm(other, 'de'))
  })

  it.each([
    'Bitte achten Sie auf die Durchsage.',
    'Zwischen vier und zwanzig Personen.',
    'Zimmer 3. Danach links.',
  ])('reads no ordinal or joined number into "%s"', (text) => {
    const kinds = tokenise(text, 'de').tokens.map((token) => token.kind)
    expect(kinds).not.toContain('ordinal')
    expect(tokenise(text, 'de').tokens.some((token) => token.key === '24')).toBe(false)
  })

  it.each([
    ['Die Überweisung ist unmöglich.', ['unmöglich']],
    ['Es gibt kein Zimmer ohne Balkon.', ['kein', 'ohne']],
    ['Montag statt Dienstag', ['statt']],
    ['Das Treffen findet am Montag statt.', []],
    ['Kein Problem, unser Taxi wartet unten ungefähr hier.', []],
    ['Nicht nur das Zimmer, auch das Bad ist sauber.', []],
  ])('finds what denies in "%s"', (text, words) => {
    const found = negationsIn(tokenise(text, 'de')).map(({ start, end }) => text.slice(start, end))
    expect(found.map((word) => word.toLowerCase())).toEqual(words)
  })

  it.each([
    ['zimmer', 'zimmern', true],
    ['fehler', 'fehlern', true],
    ['zug', 'zuege', true],
    ['kind', 'kinder', true],
    ['grosse', 'grossen', true],
    ['fehler', 'fehlen', false],
    ['arbeit', 'arbeiter', false],
    ['bauer', 'bau', false],
    ['tisch', 'tasche', false],
  ])('takes %s and %s for one stem: %s', (a, b, expected) => {
    expect(german.sameStem?.(a, b)).toBe(expected)
  })
})
