/** Abbreviations -> beginnings of what they stand for, in all languages together: such words only make it doubtful. */
const rows =
  'apt apartment,st street saint sankt,rd road,ave avenue,av avenue avenida,blvd boulevard,bd boulevard,no number numero,' +
  'nr nummer numer,nos numbers,num number número numéro,núm número,dept department,approx approximately,aprox aproximadamente,' +
  'tbsp tablespoon,tsp teaspoon,min minute minimum minimal minuto,max maximum máximo massimo,hr hour,hrs hours,sec second,' +
  'ext extension,tel telephone telefon téléphone teléfono,temp temperature,govt government,bldg building,fl floor,rm room,' +
  'ste suite,dr doctor drive doktor docteur doctora dottor,mr mister,mrs missus,prof professor professeur profesor,' +
  'str straße strasse,ca circa zirka,std stunde,hbf hauptbahnhof,bhf bahnhof,env environ,pg page,p page,vol volume,fig figure,' +
  'wk week,yr year,mo month,pcs pieces,qty quantity,acct account,appt appointment,ref reference referenz,info information,' +
  'vs versus,incl including inklusive,inkl inklusive,excl excluding,zzgl zuzüglich,mwst mehrwertsteuer,ul ulica,г город год,' +
  'ул улица,д дом,мин минут,ч час,тел телефон,руб рубл,odpow odpowiedź,godz godzin,tlf telefon telefoon,kl klokken,' +
  'sr señor senhor signor,sra señora senhora,pza plaza piazza,pl platz place plaza plac,hl heilig,etw etwas,bzw beziehungsweise,' +
  'usw und,etc et,pm pro,intl international,natl national,dir director direction,univ university,hosp hospital,mt mount,' +
  'ft fort,jr junior,sen senior,rev reverend,capt captain,lt lieutenant,inc incorporated,ltd limited,corp corporation,co company'
const table = new Map(
  rows.split(',').map((row) => {
    const [short = '', ...long] = row.split(' ')
    return [short, long] as const
  }),
)

const vowels = /[aeiouyäöüàáâèéêìíòóôùúаеиоуыэюяєії]/u

/** Whether `short` is made of letters of `long` in their order, from its first on. */
function lettersOf(short: string, long: string): boolean {
  if (short.length * 2 > long.length || short.charAt(0) !== long.charAt(0)) return false
  let at = 0
  for (const char of long) if (char === short.charAt(at)) at++
  return at === short.length
}

/** Whether one word may be short for the other: `dept` and `department`. `dotted`: a point stands behind the short one. */
export function mayBeShort(short: string, long: string, dotted: boolean): boolean {
  if (long.length <= short.length) return false
  if (table.get(short)?.some((start) => long.startsWith(start)) === true) return true
  if (short.length < 2 || short.length > 6) return false
  return (dotted || !vowels.test(short)) && lettersOf(short, long)
}
