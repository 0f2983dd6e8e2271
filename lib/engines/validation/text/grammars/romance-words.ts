/** Unit names with their words in French, Spanish, Italian, Portuguese and Catalan, as `wordMap` reads them. */
export const symbols =
  'kilometre: km kms; centimetre: cm; millimetre: mm; metre: m mts; kilogram: kg kgs kilo kilos; gram: g gr grs; ' +
  'milligram: mg; litre: l lt lts; millilitre: ml; centilitre: cl; kilometre-per-hour: km/h kmh; minute: min mins mn; ' +
  'second: s sec seg; hour: h hs hrs; hectare: ha; byte: byte bytes octet octets; kilobyte: kb ko; ' +
  'megabyte: mb mo; gigabyte: gb go gigas; terabyte: tb; watt: w watt watts; kilowatt: kw; kilowatt-hour: kwh; ' +
  'hectopascal: hpa; hertz: hz hertz; megahertz: mhz; gigahertz: ghz; volt: v volt volts; kilocalorie: kcal; ' +
  'celsius: celsius centígrados; millisecond: ms; inch: in; mile: mi; bar: bar bars'
