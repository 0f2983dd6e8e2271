/** A unit as a multiple of its dimension's base unit; temperatures are dimensions of their own, since 20 °C is no 20 °F. */
export type Unit = { dimension: string; factor: string }

const rows: Record<string, Record<string, string>> = {
  duration: {
    millisecond: '0.001',
    second: '1',
    minute: '60',
    hour: '3600',
    day: '86400',
    week: '604800',
  },
  months: { month: '1', year: '12' },
  length: {
    millimetre: '0.001',
    centimetre: '0.01',
    metre: '1',
    kilometre: '1000',
    inch: '0.0254',
    foot: '0.3048',
    yard: '0.9144',
    mile: '1609.344',
  },
  area: {
    'square-metre': '1',
    'square-kilometre': '1000000',
    hectare: '10000',
    acre: '4046.8564224',
  },
  volume: { millilitre: '0.001', centilitre: '0.01', litre: '1', gallon: '3.785411784' },
  mass: {
    milligram: '0.001',
    gram: '1',
    kilogram: '1000',
    tonne: '1000000',
    ounce: '28.349523125',
    pound: '453.59237',
  },
  speed: { 'metre-per-second': '3.6', 'kilometre-per-hour': '1', 'mile-per-hour': '1.609344' },
  celsius: { celsius: '1' },
  fahrenheit: { fahrenheit: '1' },
  kelvin: { kelvin: '1' },
  /** `20 degrees` says no scale */
  degree: { degree: '1' },
  data: {
    byte: '1',
    kilobyte: '1000',
    megabyte: '1000000',
    gigabyte: '1000000000',
    terabyte: '1000000000000',
  },
  power: { watt: '1', kilowatt: '1000' },
  energy: { 'watt-hour': '1', 'kilowatt-hour': '1000', kilocalorie: '1.163' },
  pressure: { hectopascal: '1', bar: '1000' },
  frequency: { hertz: '1', kilohertz: '1000', megahertz: '1000000', gigahertz: '1000000000' },
  voltage: { volt: '1' },
}

/** Unit name -> its dimension and factor. */
export const units: ReadonlyMap<string, Unit> = new Map(
  Object.entries(rows).flatMap(([dimension, row]) =>
    Object.entries(row).map(([name, factor]) => [name, { dimension, factor }] as const),
  ),
)
