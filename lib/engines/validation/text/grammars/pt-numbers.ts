import {
  belowThousandOf,
  noWords,
  numberTable,
  plainToo,
  romanceCardinal,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceOrdinal } from '#lib/engines/validation/text/grammars/romance-ordinal.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const and = wordSet('e')

/** Cardinals of Brazil and Portugal. */
export const portugueseCardinal = romanceCardinal({
  belowThousand: belowThousandOf({
    ones: numberTable(
      'um,uma dois,duas três quatro cinco seis sete oito nove dez onze doze treze catorze,quatorze quinze ' +
        'dezesseis,dezasseis dezessete,dezassete dezoito dezenove,dezanove',
      1,
    ),
    tens: numberTable('vinte trinta quarenta cinquenta sessenta setenta oitenta noventa', 20, 10),
    tensJoin: and,
    joinNeeded: true,
    hundreds: numberTable(
      'cento duzentos,duzentas trezentos,trezentas quatrocentos,quatrocentas quinhentos,quinhentas ' +
        'seiscentos,seiscentas setecentos,setecentas oitocentos,oitocentas novecentos,novecentas',
      100,
      100,
    ),
    exactHundred: wordSet('cem'),
    timesHundred: noWords,
    hundredJoin: and,
  }),
  thousand: wordSet('mil'),
  millions: plainToo([
    ['milhão', 1e6],
    ['milhões', 1e6],
    ['bilhão', 1e9],
    ['bilhões', 1e9],
    ['trilhão', 1e12],
    ['trilhões', 1e12],
  ]),
  zero: wordSet('zero'),
  groupJoin: and,
  halfJoin: and,
  half: wordSet('meio'),
  articles: wordSet('um uma'),
  counted: wordSet('número zero tecla opção quarto'),
  counting: wordSet('vírgula ponto'),
})

/** Ordinals; `segunda` to `sexta` are weekdays too, `quarto` a room. */
export const portugueseOrdinal = romanceOrdinal({
  words: plainToo([
    ...numberTable(
      'primeiro,primeira,primeiros,primeiras segundo,segunda terceiro,terceira quarto,quarta quinto,quinta sexto,sexta ' +
        'sétimo,sétima oitavo,oitava nono,nona',
      1,
    ),
  ]),
  tens: plainToo([
    ...numberTable(
      'décimo,décima vigésimo,vigésima trigésimo,trigésima quadragésimo,quadragésima quinquagésimo,quinquagésima ' +
        'sexagésimo,sexagésima septuagésimo,septuagésima octogésimo,octogésima nonagésimo,nonagésima centésimo,centésima',
      10,
      10,
    ),
  ]),
  suffixes: wordSet('o'),
  doubtfulSuffixes: wordSet('a °'),
  doubtful: wordSet('segundo segunda quarto quarta quinta sexta'),
  nouns: wordSet(
    'andar porta rua avenida vez fila parte classe edição semana grau capítulo nível trimestre mês ano dia lugar posto ' +
      'tentativa opção linha mesa etapa mensagem pedido saída entrada via',
  ),
  joins: noWords,
  cardinal: portugueseCardinal,
})
