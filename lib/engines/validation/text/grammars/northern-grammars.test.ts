import { describe, expect, it } from 'vitest'

import { relate } from '#lib/engines/validation/text/tokens/relate.ts'
import { tokenise } from '#lib/engines/validation/text/tokens/tokenise.ts'

/** The weakest relation of the tokens of two texts; `different` where they are not as many. */
function relation(a: string, b: string, language: string): 'same' | 'unclear' | 'different' {
  const [left, right] = [tokenise(a, language).tokens, tokenise(b, language).tokens]
  if (left.length !== right.length) return 'different'
  const relations = left.map((token, index) => {
    const other = right[index]
    return other === undefined ? 'different' : relate(token, other)
  })
  if (relations.includes('different')) return 'different'
  return relations.includes('unclear') ? 'unclear' : 'same'
}

const same: Record<string, [spoken: string, written: string][]> = {
  'nl-NL': [
    ['U heeft vijfentwintig berichten.', 'U heeft 25 berichten.'],
    ['Er zijn tweeëntwintig kamers.', 'Er zijn 22 kamers.'],
    ['Het kost driehonderdachtenveertig euro.', 'Het kost € 348.'],
    ['Er wonen twee miljoen mensen.', 'Er wonen 2.000.000 mensen.'],
    ['Uw afspraak is op drie mei.', 'Uw afspraak is op 3 mei.'],
    [
      'Uw afspraak is op de derde mei tweeduizendvijfentwintig.',
      'Uw afspraak is op de 3 mei 2025.',
    ],
    ['De trein vertrekt om half acht.', 'De trein vertrekt om 7:30.'],
    ['De trein vertrekt om kwart voor negen.', 'De trein vertrekt om 8.45 uur.'],
    ['De trein vertrekt om vijf over half acht.', 'De trein vertrekt om 7:35 uur.'],
    ["De winkel sluit om acht uur 's avonds.", 'De winkel sluit om 20:00 uur.'],
    ['Het duurt anderhalf uur.', 'Het duurt 90 minuten.'],
    ['Het duurt een half uur.', 'Het duurt 30 minuten.'],
    ['Nog een kwartier.', 'Nog 15 minuten.'],
    ['Het kost vijf euro twintig.', 'Het kost € 5,20.'],
    ['U krijgt tien procent korting.', 'U krijgt 10% korting.'],
    ['Het is twee komma vijf kilometer.', 'Het is 2,5 km.'],
    ['Welkom in België.', 'Welkom in Belgie.'],
    ['De derde verdieping', 'De 3e verdieping'],
  ],
  'sv-SE': [
    ['Du har tjugofem meddelanden.', 'Du har 25 meddelanden.'],
    ['Det finns trehundrafyrtioåtta platser.', 'Det finns 348 platser.'],
    ['Det kostar femhundra kronor.', 'Det kostar 500 kr.'],
    ['Staden har två miljoner invånare.', 'Staden har 2 000 000 invånare.'],
    ['Din tid är den tredje maj.', 'Din tid är den 3 maj.'],
    ['Din tid är den tredje maj tjugohundratjugofem.', 'Din tid är den 3:e maj 2025.'],
    ['Tåget går halv åtta.', 'Tåget går klockan 7.30.'],
    ['Tåget går kvart i nio.', 'Tåget går kl. 8.45.'],
    ['Tåget går fem över halv åtta.', 'Tåget går 7:35.'],
    ['Butiken stänger klockan åtta på kvällen.', 'Butiken stänger klockan 20.'],
    ['Det tar en och en halv timme.', 'Det tar 90 minuter.'],
    ['Det tar en halvtimme.', 'Det tar 30 minuter.'],
    ['Du får tio procent rabatt.', 'Du får 10 % rabatt.'],
    ['Det är två komma fem kilometer.', 'Det är 2,5 km.'],
    ['Det är minus fem grader.', 'Det är -5 grader.'],
    ['Hotellet ligger i Malmö.', 'Hotellet ligger i Malmoe.'],
  ],
  'da-DK': [
    ['Du har femogtyve beskeder.', 'Du har 25 beskeder.'],
    ['Der er halvfjerds pladser.', 'Der er 70 pladser.'],
    ['Der er tooghalvtreds pladser.', 'Der er 52 pladser.'],
    ['Der er et hundrede og seksoghalvfems pladser.', 'Der er 196 pladser.'],
    ['Det koster tre hundrede og femogfyrre kroner.', 'Det koster 345 kr.'],
    ['Byen har to millioner indbyggere.', 'Byen har 2.000.000 indbyggere.'],
    ['Din tid er den tredje maj.', 'Din tid er den 3. maj.'],
    ['Din tid er den enogtyvende juni to tusind og femogtyve.', 'Din tid er den 21. juni 2025.'],
    ['Toget går halv otte.', 'Toget går kl. 7.30.'],
    ['Toget går kvart i ni.', 'Toget går klokken 8.45.'],
    ['Toget går fem minutter over halv otte.', 'Toget går 7:35.'],
    ['Butikken lukker klokken otte om aftenen.', 'Butikken lukker klokken 20.'],
    ['Det tager halvanden time.', 'Det tager 90 minutter.'],
    ['Det tager en halv time.', 'Det tager 30 minutter.'],
    ['Det tager tre kvarter.', 'Det tager 45 minutter.'],
    ['Du får ti procent rabat.', 'Du får 10 % rabat.'],
    ['Temperaturen er minus fem grader.', 'Temperaturen er -5 grader.'],
  ],
  'nb-NO': [
    ['Du har tjuefem meldinger.', 'Du har 25 meldinger.'],
    ['Du har femogtyve meldinger.', 'Du har 25 meldinger.'],
    ['Det er to hundre og førtiåtte plasser.', 'Det er 248 plasser.'],
    ['Det koster fem hundre kroner.', 'Det koster 500 kr.'],
    ['Byen har to millioner innbyggere.', 'Byen har 2 000 000 innbyggere.'],
    ['Timen din er tredje mai.', 'Timen din er 3. mai.'],
    ['Timen din er den tredje mai tjue tjuefem.', 'Timen din er den 3. mai 2025.'],
    ['Toget går halv åtte.', 'Toget går klokka 7.30.'],
    ['Toget går kvart på ni.', 'Toget går kl. 8.45.'],
    ['Toget går fem over halv åtte.', 'Toget går 7:35.'],
    ['Butikken stenger klokken åtte om kvelden.', 'Butikken stenger klokken 20.'],
    ['Det tar halvannen time.', 'Det tar 90 minutter.'],
    ['Det tar en halv time.', 'Det tar 30 minutter.'],
    ['Du får ti prosent rabatt.', 'Du får 10 % rabatt.'],
    ['Det er to komma fem kilometer.', 'Det er 2,5 km.'],
  ],
  'fi-FI': [
    ['Sinulla on kaksikymmentäviisi viestiä.', 'Sinulla on 25 viestiä.'],
    ['Paikkoja on kolmesataaneljäkymmentäkahdeksan.', 'Paikkoja on 348.'],
    ['Se maksaa viisisataa euroa.', 'Se maksaa 500 €.'],
    ['Asukkaita on kaksi miljoonaa.', 'Asukkaita on 2 000 000.'],
    ['Aikasi on kolmas toukokuuta.', 'Aikasi on 3. toukokuuta.'],
    ['Aikasi on toukokuun kolmas.', 'Aikasi on 3. toukokuuta.'],
    ['Aikasi on kahdentenakymmenentenäensimmäisenä kesäkuuta.', 'Aikasi on 21. kesäkuuta.'],
    ['Juna lähtee puoli kahdeksan.', 'Juna lähtee kello 7.30.'],
    ['Juna lähtee varttia vaille yhdeksän.', 'Juna lähtee klo 8.45.'],
    ['Juna lähtee kymmenen yli seitsemän.', 'Juna lähtee 7:10.'],
    ['Kauppa sulkeutuu kello kahdeksan illalla.', 'Kauppa sulkeutuu kello 20.'],
    ['Se kestää puolitoista tuntia.', 'Se kestää 90 minuuttia.'],
    ['Se kestää puoli tuntia.', 'Se kestää 30 minuuttia.'],
    ['Saat kymmenen prosenttia alennusta.', 'Saat 10 % alennusta.'],
    ['Matkaa on kaksi pilkku viisi kilometriä.', 'Matkaa on 2,5 km.'],
  ],
}

const different: Record<string, [string, string][]> = {
  'nl-NL': [
    ['half acht', 'half negen'],
    ['dertien', 'dertig'],
    ['drie mei', 'drie juni'],
    ['vijf euro', 'vijf procent'],
    ['kwart voor acht', 'kwart over acht'],
    ['een kamer', 'geen kamer'],
    ['om zeven uur dertig', 'zeven uur'],
    ['mogelijk', 'onmogelijk'],
  ],
  'sv-SE': [
    ['halv åtta', 'halv nio'],
    ['tretton', 'trettio'],
    ['tredje maj', 'tredje juni'],
    ['fem kronor', 'fem procent'],
    ['kvart i åtta', 'kvart över åtta'],
    ['ett rum', 'inget rum'],
    ['klockan sju', 'sju timmar'],
  ],
  'da-DK': [
    ['halv otte', 'halv ni'],
    ['halvtreds', 'halvfems'],
    ['tres', 'firs'],
    ['tredje maj', 'tredje juni'],
    ['fem kroner', 'fem procent'],
    ['kvart i otte', 'kvart over otte'],
    ['et værelse', 'intet værelse'],
    ['klokken syv', 'syv timer'],
  ],
  'nb-NO': [
    ['halv åtte', 'halv ni'],
    ['tretten', 'tretti'],
    ['tredje mai', 'tredje juni'],
    ['fem kroner', 'fem prosent'],
    ['kvart på åtte', 'kvart over åtte'],
    ['et rom', 'ikke et rom'],
    ['klokken sju', 'sju timer'],
  ],
  'fi-FI': [
    ['puoli kahdeksan', 'puoli yhdeksän'],
    ['kolmetoista', 'kolmekymmentä'],
    ['kolmas toukokuuta', 'kolmas kesäkuuta'],
    ['viisi euroa', 'viisi prosenttia'],
    ['varttia vaille kahdeksan', 'varttia yli kahdeksan'],
    ['kello seitsemän', 'seitsemän tuntia'],
    ['on varattu', 'ei ole varattu'],
  ],
}

const rows = (table: Record<string, [string, string][]>) =>
  Object.entries(table).flatMap(([language, pairs]) =>
    pairs.map(([one, other]) => [language, one, other] as const),
  )

describe('Dutch, Swedish, Danish, Norwegian and Finnish', () => {
  it.each(rows(same))('%s reads "%s" as "%s"', (language, spoken, written) => {
    expect(relation(spoken, written, language)).toBe('same')
  })

  it.each(rows(different))('%s tells "%s" from "%s"', (language, one, other) => {
    expect(relation(one, other, language)).toBe('different')
  })

  it.each(['no', 'nn-NO', 'nb'])('reads Norwegian under the tag %s', (language) => {
    expect(relation('tjuefem', '25', language)).toBe('same')
  })
})
