import type { NorthernPhrases } from '#lib/engines/validation/text/grammars/northern-grammar.ts'

/** What Finnish says around its values. */
export const finnishPhrases: NorthernPhrases = {
  fillers: 'öö öh hmm hm ööh tota',
  polite: `
    mielellään, totta kai, tottakai, tietysti, toki, selvä, selvä juttu, hyvä on, ok, okei, kiitos, kiitos paljon, paljon kiitoksia,
    kiitoksia, kiitos soitosta, kiitos kärsivällisyydestänne, kiitos kärsivällisyydestäsi, ole hyvä, olkaa hyvä, eipä kestä, ei kestä,
    ei hätää, ei ongelmaa, hei, moi, terve, huomenta, hyvää huomenta, hyvää päivää, hyvää iltaa, päivää, tervetuloa, näkemiin,
    kuulemiin, hei hei, moi moi, hyvää päivänjatkoa, mukavaa päivänjatkoa, hyvää illanjatkoa, mukavaa päivää,
    miten voin auttaa, kuinka voin auttaa, miten voin olla avuksi, kuinka voin olla avuksi, voinko auttaa vielä jossain muussa,
    voinko auttaa jossain muussa, voinko vielä auttaa, voinko olla vielä avuksi, onko vielä muuta, onko jotain muuta,
    hetkinen, hetki vain, odota hetki, odottakaa hetki, ymmärrän, täydellistä, hienoa, loistavaa`,
  negations: `
    ei, en, et, emme, ette, eivät, eikä, älä, älkää, ilman, mitään, kukaan, ketään, koskaan, missään, tuskin, paitsi, sijaan, sijasta,
    lukuun ottamatta`,
  negationPatterns: [
    /^epä(?=\p{L}{3})/u,
    /^(?:mahdo|kelvo|turvall?|työ|hyödy|arvo|tarpee|virhee|soker|alkoholi|gluteeni|savu|osaamat|maksama|vahvistama|avaama|rajoittama|käyttämä|lukema)t(?:on|ön|oman|ömän|onta|öntä|oma|ömä)$/,
  ],
  conditions: `
    jos, mikäli, ellei, kunhan, edellyttäen, ennen kuin, kun, heti kun, niin kauan kuin, ehkä, mahdollisesti, kenties, luultavasti,
    todennäköisesti, varmaankin, saattaa, voisi, voisin, voisimme, olisi, olisin, pitäisi, täytyisi, valitettavasti, ikävä kyllä,
    epäonnistui, epäonnistunut, hylätty, hylättiin, evätty, kielletty, estetty, yritetty, yritän, yritin, yrittää, unohtunut, melkein,
    alustavasti, toivottavasti, luulen, vaikuttaa, vasta kun, vain jos, onko`,
  harmless: `ei ongelmaa, ei hätää, ei kestä, eipä kestä, ei haittaa, ei vain, ei ainoastaan, älä epäröi, älkää epäröikö, miksi ei`,
  questions: `
    kuka, mikä, mitä, miksi, milloin, mihin, missä, montako, kuinka monta, kuinka paljon, haluatko, haluatteko, voinko, saanko,
    pitääkö, onko, oletko varma`,
  approximators: `
    noin, suunnilleen, arviolta, melkein, lähes, vajaa, runsas, reilu, korkeintaan, enintään, vähintään, ainakin, maksimissaan,
    minimissään, enemmän kuin, vähemmän kuin, yli, alle, alkaen, jopa, asti, saakka, mennessä, ennen, jälkeen, kuluttua,
    viimeistään, aikaisintaan, välillä`,
  articles: '',
  yes: 'kyllä joo juu totta oikein',
  no: 'ei väärin epätosi',
  functionWords:
    'ja tai mutta jos että joka on oli ovat olivat olla ole minä sinä hän me te he se ne tämä tuo nämä minun sinun hänen meidän teidän ' +
    'heidän sen ei en et myös niin kuin kun mitä mikä kuka missä milloin miten nyt sitten vielä jo',
}
