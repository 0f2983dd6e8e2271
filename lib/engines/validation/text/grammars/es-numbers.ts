import {
  belowThousandOf,
  noWords,
  numberTable,
  plainToo,
  romanceCardinal,
} from '#lib/engines/validation/text/grammars/romance-cardinal.ts'
import { romanceOrdinal } from '#lib/engines/validation/text/grammars/romance-ordinal.ts'
import { shareReader } from '#lib/engines/validation/text/grammars/share-reader.ts'
import { wordSet } from '#lib/engines/validation/text/grammars/word-tables.ts'

const ones = numberTable(
  'uno,una,un,ún dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis ' +
    'diecisiete dieciocho diecinueve veinte veintiuno,veintiún,veintiuna veintidós veintitrés veinticuatro ' +
    'veinticinco veintiséis veintisiete veintiocho veintinueve',
  1,
)

/** Cardinals of Spain and Latin America. */
export const spanishCardinal = romanceCardinal({
  belowThousand: belowThousandOf({
    ones,
    tens: numberTable('treinta cuarenta cincuenta sesenta setenta ochenta noventa', 30, 10),
    tensJoin: wordSet('y'),
    joinNeeded: true,
    hundreds: numberTable(
      'ciento doscientos,doscientas trescientos,trescientas cuatrocientos,cuatrocientas quinientos,quinientas ' +
        'seiscientos,seiscientas setecientos,setecientas ochocientos,ochocientas novecientos,novecientas',
      100,
      100,
    ),
    exactHundred: wordSet('cien'),
    timesHundred: noWords,
    hundredJoin: noWords,
  }),
  thousand: wordSet('mil'),
  millions: plainToo([
    ['millón', 1e6],
    ['millones', 1e6],
    ['billón', 1e12],
    ['billones', 1e12],
    ['millardo', 1e9],
    ['millardos', 1e9],
  ]),
  zero: wordSet('cero'),
  groupJoin: noWords,
  halfJoin: wordSet('y'),
  half: wordSet('medio'),
  // `uno` is no article: `pulse uno` says a number
  articles: wordSet('un una'),
  thousandAnd: { join: wordSet('y'), one: wordSet('una') },
  counted: wordSet('número cero'),
  counting: wordSet('coma punto'),
})

/** `dos tercios`, `tres cuartos`; `tres cuartos libres` are rooms. */
export const spanishShare = shareReader({
  cardinal: spanishCardinal,
  parts: '3: tercio tercios',
  doubtful:
    '4: cuarto cuartos; 5: quinto quintos; 6: sexto sextos; 7: séptimo séptimos; 8: octavo octavos; 9: noveno novenos; ' +
    '10: décimo décimos; 100: centésimas centésimos',
  links: wordSet('de del lleno llena llenos partes'),
})

const words = plainToo([
  ...numberTable(
    'primero,primera,primer,primeros,primeras segundo,segunda tercero,tercera,tercer cuarto,cuarta quinto,quinta ' +
      'sexto,sexta séptimo,séptima octavo,octava noveno,novena',
    1,
  ),
  ...numberTable(
    'undécimo,undécima,decimoprimero,decimoprimera,decimoprimer duodécimo,duodécima,decimosegundo,decimosegunda ' +
      'decimotercero,decimotercera,decimotercer decimocuarto,decimocuarta decimoquinto,decimoquinta ' +
      'decimosexto,decimosexta decimoséptimo,decimoséptima decimoctavo,decimoctava decimonoveno,decimonovena',
    11,
  ),
  ...numberTable(
    'vigesimoprimero,vigesimoprimera,vigesimoprimer vigesimosegundo,vigesimosegunda vigesimotercero,vigesimotercera',
    21,
  ),
  ['centésimo', 100],
  ['centésima', 100],
  ['milésimo', 1000],
])

/** Places in a row of which an ordinal is said. */
const nouns = wordSet(
  'piso planta puerta calle avenida vez fila parte clase edición semana grado capítulo nivel trimestre mes año día lugar ' +
    'puesto intento opción línea mesa etapa mensaje pedido turno salida entrada',
)

/** Ordinals; `cuarto` is a room or a quarter too, `12a` a seat. */
export const spanishOrdinal = romanceOrdinal({
  words,
  tens: plainToo([
    ...numberTable(
      'décimo,décima vigésimo,vigésima trigésimo,trigésima cuadragésimo,cuadragésima quincuagésimo,quincuagésima ' +
        'sexagésimo,sexagésima septuagésimo,septuagésima octogésimo,octogésima nonagésimo,nonagésima',
      10,
      10,
    ),
  ]),
  suffixes: wordSet('o er ro do to mo vo no ra da ta va na'),
  doubtfulSuffixes: wordSet('a °'),
  doubtful: wordSet('cuarto segundo'),
  nouns,
  joins: noWords,
  cardinal: spanishCardinal,
})
