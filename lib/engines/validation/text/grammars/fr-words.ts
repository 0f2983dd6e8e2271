import { phraseList as phrases } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { symbols } from '#lib/engines/validation/text/grammars/romance-words.ts'
import { wordList, wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

export const units = wordMap(
  `${symbols}; second: seconde secondes; minute: minute minutes; hour: heure heures; day: jour jours journée journées j; ` +
    'week: semaine semaines; month: mois; year: an ans année années; metre: mètre mètres; ' +
    'kilometre: kilomètre kilomètres bornes; centimetre: centimètre centimètres; millimetre: millimètre millimètres; ' +
    'mile: mille_marin miles; foot: pieds; inch: pouce pouces; gram: gramme grammes; ' +
    'kilogram: kilogramme kilogrammes; milligram: milligramme milligrammes; tonne: tonne tonnes; ' +
    'litre: litre litres; centilitre: centilitre centilitres; millilitre: millilitre millilitres; ' +
    'square-metre: mètre_carré mètres_carrés m2; square-kilometre: kilomètre_carré kilomètres_carrés; ' +
    'hectare: hectare hectares; acre: acre acres; ' +
    'kilometre-per-hour: kilomètre_heure kilomètres_heure kilomètres_à_l_heure kilomètres_par_heure ' +
    "kilomètres-heure kilomètres_à_l'heure; metre-per-second: mètres_par_seconde; " +
    'celsius: degré_celsius degrés_celsius; fahrenheit: degré_fahrenheit degrés_fahrenheit fahrenheit; ' +
    'degree: degré degrés; kilowatt: kilowatt kilowatts; kilowatt-hour: kilowattheure kilowattheures; ' +
    'megabyte: mégaoctet mégaoctets mégas; gigabyte: gigaoctet gigaoctets; kilobyte: kilooctets; ' +
    'kilocalorie: kilocalories; pound: lb lbs; millisecond: milliseconde millisecondes',
)
export const currencies = wordMap(
  'EUR: euro euros eur; USD: dollar dollars dollars_américains usd; CAD: dollar_canadien dollars_canadiens cad; ' +
    'GBP: livre livres livre_sterling livres_sterling gbp; CHF: franc francs francs_suisses franc_suisse chf; ' +
    'XOF: francs_cfa franc_cfa xof; JPY: yen yens jpy; CNY: yuan yuans cny; MAD: dirham dirhams mad; ' +
    'INR: roupie roupies inr; RUB: rouble roubles; BRL: réal réaux; MXN: pesos peso',
)
export const subunits = wordMap('0.01: centime centimes cent cents penny pence eurocents')
export const months = wordMap(
  '1: janvier janv; 2: février fevrier févr fév; 3: mars; 4: avril avr; 5: mai; 6: juin; 7: juillet juil; ' +
    '8: août aout; 9: septembre; 10: octobre oct; 11: novembre nov; 12: décembre decembre déc',
)
export const weekdays = wordMap(
  '1: lundi; 2: mardi; 3: mercredi; 4: jeudi; 5: vendredi; 6: samedi; 7: dimanche',
)

export const polite = phrases(
  "parfait|d'accord|dac|très bien|entendu|c'est entendu|c'est noté|bien sûr|bien entendu|certainement|volontiers|" +
    'avec plaisir|avec grand plaisir|bonjour|bonsoir|salut|merci|merci beaucoup|merci bien|je vous remercie|je te remercie|' +
    "s'il vous plaît|s'il te plaît|s'il vous plait|s'il te plait|je vous en prie|je t'en prie|de rien|" +
    'pas de problème|pas de souci|aucun problème|aucun souci|ok|okay|super|génial|excellent|absolument|tout à fait|' +
    'puis-je faire autre chose pour vous|puis-je vous aider pour autre chose|puis-je vous aider avec autre chose|' +
    'puis-je vous aider à autre chose|est-ce que je peux faire autre chose pour vous|' +
    'est-ce que je peux vous aider pour autre chose|autre chose|y a-t-il autre chose|souhaitez-vous autre chose|' +
    "avez-vous besoin d'autre chose|désirez-vous autre chose|bonne journée|bonne soirée|très bonne journée|" +
    'au revoir|à bientôt|à votre service|je vous souhaite une bonne journée|passez une bonne journée|' +
    'voilà|eh bien|merci de votre appel|merci de votre patience|' +
    'merci pour votre patience|merci pour votre appel|excusez-moi|désolé|désolée|je suis désolé|je suis désolée',
)

export const negations = phrases(
  'ne|pas|jamais|aucun|aucune|aucuns|aucunes|sans|rien|ni|non|guère|point de|personne ne|' +
    'pas encore|hors service|hors de|en panne',
)
/** Whole stems, since `in-` begins `information` as well as `indisponible`. */
export const negationPatterns = [
  /^(?:impossibles?|imprévue?s?|impayée?s?|improbables?|imprécise?s?|impuissante?s?|inapplicables?|inaccessibles?|inactifs?|inactives?|inadaptée?s?|inaptes?|inattendue?s?|incapables?|incertaine?s?|incomplète?s?|incomplets?|inconnue?s?|incorrecte?s?|incorrects?|indisponibles?|inexacte?s?|inexacts?|inexistante?s?|injoignables?|insuffisante?s?|insuffisants?|interdite?s?|interdits?|introuvables?|inutiles?|inutilisables?|invalides?|invalidée?s?|invisibles?|illégale?s?|illégaux|illimitée?s?|illisibles?|irréguliers?|irrégulières?|irrecevables?|irremboursables?|non-[a-zà-ÿ]+)$/u,
  /^(?:dés|dé)(?:activ|verrouill|connect|install|inscri|approuv)/u,
  /^(?:mécontent|malhonnête|malentendu)/u,
]
export const conditions = phrases(
  "si|s'il|s'ils|sinon|à moins que|à moins|à moins d'|à condition|sous réserve|pourvu que|en cas de|au cas où|peut-être|" +
    'probablement|sans doute|éventuellement|possiblement|il se peut|semble|semblerait|apparemment|' +
    'pourrait|pourraient|pourriez|pourrais|pourrions|devrait|devraient|devriez|serait|seraient|serais|aurait|auraient|aurais|' +
    'voudrait|faudrait|échoué|échouée|échoue|échec|échouer|erreur|incapable|impossible|raté|ratée|refusé|refusée|' +
    "n'a pas pu|n'ai pas pu|faillit|failli|presque|essayé|essaie|essayer|tenté|tenter|tente|tentative|" +
    'prétend|supposé|supposée|censé|censée|attente|lorsque|quand|dès que|une fois que|seulement si|sauf|excepté|hormis|' +
    'allait|allais|devait|refuse|interdit|interdite',
)
export const harmless = phrases(
  'pas de problème|pas de souci|pas de soucis|sans problème|sans souci|aucun problème|aucun souci|pas de quoi|' +
    "il n'y a pas de problème|il n'y a pas de souci|n'hésitez pas|n'hésite pas|ne vous inquiétez pas|" +
    "ne t'inquiète pas|ne quittez pas|pas seulement|non seulement|pas uniquement|sans plus attendre|" +
    "s'il vous plaît|s'il te plaît|s'il vous plait|s'il te plait|de rien|y compris|pas mal|pas du tout cher|rien de plus simple|" +
    'sans frais|sans faute|sans attendre|sans doute|plus tard|de plus|en plus|plus de détails|si vous voulez|si vous le souhaitez',
)
export const questions = phrases(
  "est-ce que|est-ce qu'|qui|que voulez|quoi|où|quand|comment|pourquoi|combien|quel|quelle|quels|quelles|lequel|laquelle|" +
    "qu'est-ce|voulez-vous|souhaitez-vous|puis-je|pouvez-vous|avez-vous|êtes-vous|dois-je|désirez-vous|préférez-vous",
)
export const approximators = phrases(
  "environ|à peu près|autour de|vers|près de|presque|quasiment|approximativement|plus de|moins de|plus d'|moins d'|" +
    "au moins|au plus|au maximum|au minimum|jusqu'à|jusqu'au|à partir de|dès|dans les|aux alentours de|entre|" +
    'une dizaine|une quinzaine|une vingtaine|une trentaine|une centaine|quelque|quelques|avant|après|minimum|maximum|' +
    'supérieur à|inférieur à|à peine|dans moins de|grosso modo|une bonne|à ou vers',
)
export const fillers = wordSet('euh heu hum hm hmm')
export const articles = wordSet('le la les l un une des du')
export const yes = wordSet(
  "oui ouais si_fait exact exactement absolument d'accord ok vrai affirmatif certainement",
)
export const no = wordSet('non nan négatif faux aucunement')
export const functionWords = new Set(
  wordList(
    'le la les l un une des du de d et ou mais si que qu qui quoi dont où est sont était étaient être suis es êtes sommes ai as a ont avons avez avoir avait sera seront je tu il elle on nous vous ils elles me te se lui leur mon ma mes ton ta tes son sa ses notre nos votre vos leurs ce cet cette ces c j n s t m à au aux en dans sur sous par pour avec sans ne pas plus très aussi y donc or ni car ça cela ceci',
  ),
)
export const same: Record<string, readonly string[]> = {
  monsieur: ['mr', 'm'],
  madame: ['mme'],
  docteur: ['dr'],
  saint: ['st'],
  sainte: ['ste'],
  mademoiselle: ['mlle'],
  numéro: ['no', 'n'],
  avenue: ['av'],
  boulevard: ['bd', 'blvd'],
  email: ['e-mail', 'mél', 'courriel', 'mail'],
  oui: ['ouais'],
  // spellings of 1990
  plaît: ['plait'],
  connaît: ['connait'],
  boîte: ['boite'],
  boîtes: ['boites'],
  maître: ['maitre'],
  dîner: ['diner'],
  août: ['aout'],
  coût: ['cout'],
  goût: ['gout'],
  clé: ['clef'],
  cela: ['ça'],
  // elided words are words of their own
  de: ["d'"],
  que: ["qu'"],
  ne: ["n'"],
  ce: ["c'"],
  je: ["j'"],
  me: ["m'"],
  te: ["t'"],
  jusque: ["jusqu'"],
  lorsque: ["lorsqu'"],
  puisque: ["puisqu'"],
}

/** Ligatures as two letters. */
export function fold(word: string): string {
  return word.replaceAll('œ', 'oe').replaceAll('æ', 'ae')
}

const endings =
  /(?:eaux|eau|aux|al|ales|ale|euses|euse|eux|ives|ive|ifs|if|ères|ère|ers|er|ées|ée|és|é|es|e|s|x)$/u

function stem(word: string): string {
  const plain = fold(word)
  const cut = plain.replace(endings, '')
  return cut.length >= 3 ? cut : plain
}

/** Plural, gender and participle endings aside. */
export function sameStem(a: string, b: string): boolean {
  return a === b || stem(a) === stem(b)
}
