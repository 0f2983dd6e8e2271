import { phraseList } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { symbols } from '#lib/engines/validation/text/grammars/romance-words.ts'
import { wordList, wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

export const units = wordMap(
  `${symbols}; second: segundo segundos; minute: minuto minutos; hour: hora horas; day: día días dia dias; ` +
    'week: semana semanas; month: mes meses; year: año años; metre: metro metros; kilometre: kilómetro kilómetros ' +
    'kilometro kilometros; centimetre: centímetro centímetros; millimetre: milímetro milímetros; mile: milla millas; ' +
    'foot: pies; inch: pulgada pulgadas; yard: yarda yardas; gram: gramo gramos; kilogram: kilogramo kilogramos; ' +
    'milligram: miligramo miligramos; tonne: tonelada toneladas; ounce: onza onzas; pound: libra libras lb lbs; ' +
    'litre: litro litros; millilitre: mililitro mililitros; centilitre: centilitro centilitros; gallon: galón galones; ' +
    'square-metre: metro_cuadrado metros_cuadrados m2; square-kilometre: kilómetros_cuadrados; ' +
    'hectare: hectárea hectáreas; acre: acre acres; kilometre-per-hour: kilómetros_por_hora kilómetro_por_hora ' +
    'kilometros_por_hora; mile-per-hour: millas_por_hora; metre-per-second: metros_por_segundo; ' +
    'celsius: grado_celsius grados_celsius grados_centígrados grado_centígrado; ' +
    'fahrenheit: grado_fahrenheit grados_fahrenheit fahrenheit; degree: grado grados; ' +
    'kilowatt: kilovatio kilovatios; kilowatt-hour: kilovatio_hora kilovatios_hora; watt: vatio vatios; ' +
    'megabyte: megabyte megabytes megas; gigabyte: gigabyte gigabytes; kilobyte: kilobytes; volt: voltio voltios; ' +
    'kilocalorie: kilocalorías; millisecond: milisegundo milisegundos',
)
export const currencies = wordMap(
  'EUR: euro euros eur; USD: dólar dólares dolar dolares dólares_estadounidenses usd; CAD: dólares_canadienses; ' +
    'GBP: libra libras libra_esterlina libras_esterlinas gbp; MXN: peso pesos pesos_mexicanos peso_mexicano mxn; ' +
    'ARS: pesos_argentinos peso_argentino; COP: pesos_colombianos peso_colombiano; CLP: pesos_chilenos peso_chileno; ' +
    'UYU: pesos_uruguayos; DOP: pesos_dominicanos; PEN: soles nuevos_soles; BRL: real reales; CRC: colones colón; ' +
    'BOB: bolivianos; GTQ: quetzal quetzales; HNL: lempira lempiras; PYG: guaraní guaraníes; VES: bolívares bolívar; ' +
    'NIO: córdobas; JPY: yen yenes; CNY: yuan yuanes; CHF: franco francos francos_suizos',
)
export const subunits = wordMap(
  '0.01: céntimo céntimos centimo centimos centavo centavos cent cents penique peniques',
)
export const months = wordMap(
  '1: enero ene; 2: febrero feb; 3: marzo; 4: abril abr; 5: mayo may; 6: junio jun; 7: julio jul; 8: agosto ago; ' +
    '9: septiembre setiembre sept sep; 10: octubre oct; 11: noviembre nov; 12: diciembre dic',
)
export const weekdays = wordMap(
  '1: lunes; 2: martes; 3: miércoles miercoles; 4: jueves; 5: viernes; 6: sábado sabado; 7: domingo',
)

export const polite = phraseList(
  'perfecto|de acuerdo|muy bien|vale|claro|claro que sí|por supuesto|desde luego|con gusto|con mucho gusto|encantado|encantada|' +
    'hola|buenos días|buen día|buenas tardes|buenas noches|buenas|gracias|muchas gracias|mil gracias|por favor|de nada|' +
    'no hay de qué|no hay problema|sin problema|ningún problema|entendido|listo|genial|estupendo|excelente|ok|okay|bueno|' +
    '¿algo más?|algo más|¿alguna otra cosa?|alguna otra cosa|¿desea algo más?|desea algo más|deseas algo más|' +
    '¿necesita algo más?|necesita algo más|necesitas algo más|quiere algo más|hay algo más en lo que pueda ayudarle|' +
    'hay algo más en que pueda ayudarle|hay algo más en lo que pueda ayudarte|hay algo más en que le pueda ayudar|' +
    'puedo ayudarle en algo más|puedo ayudarte en algo más|le puedo ayudar en algo más|te puedo ayudar en algo más|' +
    'puedo ayudarle con algo más|puedo ayudarte con algo más|en qué más puedo ayudarle|en qué más puedo ayudarte|' +
    'que tenga un buen día|que tengas un buen día|que tenga buen día|adiós|hasta luego|hasta pronto|a sus órdenes|' +
    'a su servicio|gracias por llamar|gracias por su llamada|gracias por su paciencia|estoy para servirle|para servirle|' +
    'con permiso|lo siento|disculpe|disculpa|perdón|perdone|faltaría más|hecho',
)
export const negations = phraseList(
  'no|nunca|jamás|ningún|ninguna|ninguno|ningunos|ningunas|sin|nada|nadie|ni|tampoco|fuera de servicio|dejó de|deja de|en absoluto',
)
/** Whole stems, since `in-` begins `información` as well as `inválido`. */
export const negationPatterns = [
  /^(?:imposibles?|improbables?|imprevist[oa]s?|impagad[oa]s?|imprecis[oa]s?|inaccesibles?|inactiv[oa]s?|inadecuad[oa]s?|inalcanzables?|inaplicables?|incapa(?:z|ces)|inciert[oa]s?|incomplet[oa]s?|incorrect[oa]s?|indisponibles?|indispuest[oa]s?|inexact[oa]s?|inexistentes?|inhábil(?:es)?|insuficientes?|inútil(?:es)?|inutilizables?|inválid[oa]s?|invisibles?|inesperad[oa]s?|ilegal(?:es)?|ilegibles?|ilimitad[oa]s?|irregular(?:es)?|prohibid[oa]s?)$/u,
  /^(?:des)(?:activ|bloque|conect|conoc|habilit|instal|aprob|autoriz|ocup|aconsej|encript|vincul)/u,
]
export const conditions = phraseList(
  'si|a menos que|a no ser que|salvo|salvo que|excepto|siempre que|siempre y cuando|con tal de que|en caso de|en caso de que|solo si|sólo si|' +
    'quizá|quizás|tal vez|a lo mejor|acaso|posiblemente|probablemente|aparentemente|parece|parecía|podría|podrían|podríamos|podrías|' +
    'debería|deberían|deberíamos|sería|serían|habría|habrían|tendría|haría|querría|iba a|iban a|intentar|intento|intenté|intentó|intentando|' +
    'falló|fallado|fallada|falla|fallo|fallar|fracasó|fracaso|error|incapaz|imposible|rechazado|rechazada|rechazó|denegado|denegada|' +
    'casi|supuesto|supuestamente|cuando|en cuanto|una vez que|hasta que|pendiente|esperando|falta|tratar de|tratado de|trató de|dudo|duda|' +
    'se niega|prohibido|prohibida|evitar',
)
export const harmless = phraseList(
  'no hay problema|no hay ningún problema|sin problema|sin problemas|ningún problema|no hay de qué|no se preocupe|no te preocupes|' +
    'no dude|no dudes|no solo|no sólo|no solamente|no cuelgue|de nada|nada más|sin duda|sin falta|sin embargo|sin costo|sin coste|' +
    'sin más demora|por supuesto|si lo desea|si quiere|si gusta|si quieres|si necesita algo más|como si nada',
)
export const questions = phraseList(
  'qué|quién|quiénes|cuál|cuáles|cuándo|cuánto|cuánta|cuántos|cuántas|cómo|dónde|adónde|por qué|quiere que|quieres que|desea que|' +
    'puedo|desea|le gustaría|te gustaría',
)
export const approximators = phraseList(
  'aproximadamente|alrededor de|cerca de|más o menos|casi|unos|unas|como unos|como unas|hacia|sobre las|a eso de|más de|menos de|al menos|' +
    'por lo menos|como mínimo|como máximo|como mucho|hasta|a partir de|desde|máximo|mínimo|apenas|entre|antes de|después de|tal vez|' +
    'una decena|una docena|una veintena|una treintena|un centenar|superior a|inferior a|en torno a|y pico|y tantos',
)
export const fillers = wordSet('eh em mm hm hmm ehm mmm')
export const articles = wordSet('el la los las un una unos unas del al lo')
export const yes = wordSet('sí si claro correcto exacto vale verdadero afirmativo cierto')
export const no = wordSet('no negativo falso')
export const functionWords = new Set(
  wordList(
    'el la los las un una unos unas de del y e o u pero si que quien es son era ser soy eres somos está están estar fue ha han he haber hay será yo tú él ella usted ustedes nosotros ellos ellas me te se le les lo nos mi mis tu tus su sus nuestro nuestra este esta estos estas ese esa esos esas eso a al en por para con sin sobre no más muy también como cuando donde ya',
  ),
)
export const same: Record<string, readonly string[]> = {
  señor: ['sr'],
  señora: ['sra'],
  señorita: ['srta'],
  doctor: ['dr'],
  doctora: ['dra'],
  don: ['d'],
  usted: ['ud', 'vd'],
  ustedes: ['uds', 'vds'],
  avenida: ['av', 'avda'],
  número: ['núm', 'nro'],
  teléfono: ['tel', 'tfno', 'telf'],
  email: ['e-mail'],
  septiembre: ['setiembre'],
  solo: ['sólo'],
  // `al mediodía` and `a las 12`
  a: ['al'],
  o: ['ó'],
}

const endings = /(?:ísimos?|ísimas?|ces|es|s)$/u
const vowels = /[aoe]$/u

function stem(word: string): string {
  const plain = word.normalize('NFD').replace(/[\u0301\u0308]/gu, '')
  const cut = plain.replace(/ces$/u, 'z').replace(endings, '').replace(vowels, '')
  return cut.length >= 3 ? cut : plain
}

/** Plural and gender endings aside. */
export function sameStem(a: string, b: string): boolean {
  return a === b || stem(a) === stem(b)
}
