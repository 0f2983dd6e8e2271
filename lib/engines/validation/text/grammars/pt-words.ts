import { phraseList } from '#lib/engines/validation/text/grammars/romance-tables.ts'
import { symbols } from '#lib/engines/validation/text/grammars/romance-words.ts'
import { wordList, wordMap, wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

export const units = wordMap(
  `${symbols}; second: segundo segundos; minute: minuto minutos; hour: hora horas; day: dia dias; week: semana semanas; ` +
    'month: mês meses; year: ano anos; metre: metro metros; kilometre: quilômetro quilômetros quilómetro quilómetros; ' +
    'centimetre: centímetro centímetros; millimetre: milímetro milímetros; mile: milha milhas; foot: pés; ' +
    'inch: polegada polegadas; gram: grama gramas; kilogram: quilo quilos quilograma quilogramas; ' +
    'milligram: miligrama miligramas; tonne: tonelada toneladas; litre: litro litros; millilitre: mililitro mililitros; ' +
    'centilitre: centilitro centilitros; hectare: hectare hectares; square-metre: metro_quadrado metros_quadrados m2; ' +
    'square-kilometre: quilômetros_quadrados quilómetros_quadrados; kilometre-per-hour: quilômetros_por_hora ' +
    'quilómetros_por_hora quilômetro_por_hora; metre-per-second: metros_por_segundo; ' +
    'celsius: grau_celsius graus_celsius graus_centígrados; fahrenheit: graus_fahrenheit fahrenheit; degree: grau graus; ' +
    'megabyte: megabytes megas; gigabyte: gigabytes; kilowatt-hour: quilowatt_hora quilowatts_hora; pound: libra libras; ounce: onça onças',
)
export const currencies = wordMap(
  'BRL: real reais brl; EUR: euro euros eur; USD: dólar dólares dolar dolares usd; GBP: libra libras libras_esterlinas; ' +
    'CHF: franco francos; JPY: iene ienes; CNY: yuan; AOA: kwanzas kwanza; MZN: meticais metical; MXN: pesos peso',
)
export const subunits = wordMap('0.01: centavo centavos cêntimo cêntimos cent cents')
export const months = wordMap(
  '1: janeiro jan; 2: fevereiro fev; 3: março marco mar; 4: abril abr; 5: maio mai; 6: junho jun; 7: julho jul; 8: agosto ago; ' +
    '9: setembro set; 10: outubro out; 11: novembro nov; 12: dezembro dez',
)
export const weekdays = wordMap(
  '1: segunda-feira segunda_feira segunda; 2: terça-feira terça_feira terça; 3: quarta-feira quarta_feira quarta; ' +
    '4: quinta-feira quinta_feira quinta; 5: sexta-feira sexta_feira sexta; 6: sábado sabado; 7: domingo',
)

export const polite = phraseList(
  'perfeito|de acordo|está bem|tudo bem|tudo certo|certo|claro|com certeza|com prazer|com muito prazer|pois não|combinado|' +
    'olá|oi|bom dia|boa tarde|boa noite|obrigado|obrigada|muito obrigado|muito obrigada|por favor|se faz favor|de nada|' +
    'não há de quê|sem problema|sem problemas|não há problema|não tem problema|nenhum problema|ok|okay|ótimo|excelente|entendido|' +
    'algo mais|mais alguma coisa|deseja mais alguma coisa|posso ajudar em mais alguma coisa|posso ajudá-lo em mais alguma coisa|' +
    'precisa de mais alguma coisa|posso ajudar com mais alguma coisa|posso fazer mais alguma coisa por você|' +
    'tenha um bom dia|tenha um ótimo dia|até logo|até breve|tchau|adeus|às ordens|à disposição|desculpe|desculpa|sinto muito|' +
    'obrigado por ligar|obrigada por ligar|obrigado pela paciência|prontinho',
)
export const negations = phraseList(
  'não|nunca|jamais|nenhum|nenhuma|nenhuns|sem|nada|ninguém|nem|tampouco|fora de serviço|deixou de',
)
export const negationPatterns = [
  /^(?:impossíve(?:l|is)|improváve(?:l|is)|imprevist[oa]s?|imprecis[oa]s?|inacessíve(?:l|is)|inativ[oa]s?|inadequad[oa]s?|incapa(?:z|zes)|incert[oa]s?|incomplet[oa]s?|incorret[oa]s?|indisponíve(?:l|is)|inexat[oa]s?|inexistentes?|insuficientes?|inúte(?:l|is)|inútil|inválid[oa]s?|invisíve(?:l|is)|inesperad[oa]s?|irregular(?:es)?|ilega(?:l|is)|ilimitad[oa]s?|proibid[oa]s?)$/u,
  /^(?:desativ|desbloque|desconect|desconhec|desabilit|desinstal|desaprov|desautoriz|desocup|desaconselh|desliga)/u,
]
export const conditions = phraseList(
  'se|a menos que|a não ser que|salvo|exceto|desde que|contanto que|caso|em caso de|talvez|quiçá|possivelmente|provavelmente|' +
    'aparentemente|parece|poderia|poderiam|poderíamos|deveria|deveriam|seria|seriam|teria|teriam|haveria|falhou|falhado|falha|' +
    'fracassou|fracasso|erro|incapaz|impossível|recusado|recusada|negado|negada|quase|tentar|tentou|tentei|tentativa|quando|' +
    'assim que|uma vez que|até que|pendente|ia|iam|supostamente|só se|somente se',
)
export const harmless = phraseList(
  'sem problema|sem problemas|não há problema|não tem problema|nenhum problema|não há de quê|não se preocupe|não só|não somente|' +
    'não apenas|não hesite|não desligue|de nada|nada mais|sem dúvida|sem falta|sem custo|se quiser|se desejar|se precisar',
)
export const questions = phraseList(
  'o que|quem|qual|quais|quando|quanto|quanta|quantos|quantas|como|onde|por que|porquê|deseja|gostaria|posso',
)
export const approximators = phraseList(
  'cerca de|aproximadamente|mais ou menos|quase|uns|umas|por volta de|por volta das|em torno de|mais de|menos de|pelo menos|' +
    'no mínimo|no máximo|até|a partir de|desde|mínimo|máximo|apenas|entre|antes de|antes das|depois de|depois das|uma dezena|' +
    'uma dúzia|uma vintena|superior a|inferior a|lá pelas|e pouco',
)
export const fillers = wordSet('eh hã hum hm hmm ahn hem')
export const articles = wordSet('o a os as um uma uns umas do da dos das')
export const yes = wordSet('sim claro certo correto exato verdadeiro')
export const no = wordSet('não nao negativo falso')
export const functionWords = new Set(
  wordList(
    'o a os as um uma uns umas de do da dos das e ou mas se que quem é são era ser sou está estão estar foi tem têm ter será eu tu ele ela nós eles elas você vocês me te lhe meu minha teu seu sua seus suas nosso este esta esse essa isso ao à às aos em no na nos nas por pelo pela para com sem não mais muito também como quando onde já',
  ),
)
export const same: Record<string, readonly string[]> = {
  a: ['ao', 'à', 'aos', 'às'],
  senhor: ['sr'],
  senhora: ['sra'],
  doutor: ['dr'],
  doutora: ['dra'],
  você: ['vc'],
  email: ['e-mail'],
  ótimo: ['óptimo'],
  ação: ['acção'],
  direto: ['directo'],
  fato: ['facto'],
}

/** Plural and gender endings aside. */
export function sameStem(a: string, b: string): boolean {
  const stem = (word: string) => {
    const cut = word.replace(/(?:ões|ães|ãos|ão|ais|éis|óis|[oae]s|es|s|[oa])$/u, '')
    return cut.length >= 3 ? cut : word
  }
  return a === b || stem(a) === stem(b)
}
