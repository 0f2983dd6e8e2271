import { everywhere, type Slot, type SlotValue } from '#simulator/domains/domain.ts'

const values: SlotValue[] = [
  { value: 'Toronto', forms: everywhere('Toronto') },
  { value: 'Boston', forms: everywhere('Boston') },
  { value: 'Chicago', forms: everywhere('Chicago') },
  {
    value: 'New York',
    forms: { ...everywhere('New York'), es: ['Nueva York', 'New York'] },
  },
  {
    value: 'London',
    forms: { en: ['London'], de: ['London'], es: ['Londres'], fr: ['Londres'] },
  },
  { value: 'Paris', forms: { ...everywhere('Paris'), es: ['París'] } },
  { value: 'Berlin', forms: { ...everywhere('Berlin'), es: ['Berlín'] } },
  { value: 'Madrid', forms: everywhere('Madrid') },
  {
    value: 'Munich',
    forms: { en: ['Munich'], de: ['München', 'Muenchen'], es: ['Múnich'], fr: ['Munich'] },
  },
  {
    value: 'Hamburg',
    forms: { ...everywhere('Hamburg'), es: ['Hamburgo'], fr: ['Hambourg'] },
  },
  {
    value: 'Frankfurt',
    forms: { ...everywhere('Frankfurt'), es: ['Fráncfort'], fr: ['Francfort'] },
  },
  { value: 'Freiburg', forms: { ...everywhere('Freiburg'), es: ['Friburgo'], fr: ['Fribourg'] } },
  {
    value: 'Barcelona',
    forms: { en: ['Barcelona'], de: ['Barcelona'], es: ['Barcelona'], fr: ['Barcelone'] },
  },
  {
    value: 'Seville',
    forms: { en: ['Seville'], de: ['Sevilla'], es: ['Sevilla'], fr: ['Séville'] },
  },
  { value: 'Lyon', forms: everywhere('Lyon') },
  {
    value: 'Marseille',
    forms: { ...everywhere('Marseille'), es: ['Marsella'] },
  },
]

export const city: Slot = { type: 'list', entity: 'City', values }
