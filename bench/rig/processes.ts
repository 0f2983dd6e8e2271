import { readdirSync, readFileSync } from 'node:fs'

/** A process and what it uses. Linux. */
export type Process = {
  pid: number
  /** what it is of the product, else its command */
  role: string
  /** resident memory */
  rssMb: number
  /** the same with each shared page divided among those who share it */
  pssMb: number
  /** CPU time since its start, all threads */
  cpuMs: number
}

/** Kernel clock ticks a second: 100 on every Linux that Node runs on. */
const ticks = 100

const roles: [RegExp, string][] = [
  [/(?:workers|programs\/\w+)\/worker\.m?[jt]s/, 'worker'],
  [/workers\/main\.ts/, 'supervisor of workers'],
  [/workers\/ingest\/main\.ts/, 'webhook receiver'],
  [/simulator(?:\/|\.mjs)/, 'demo voice AI'],
  [/next-server|next\/dist\/bin\/next/, 'web'],
  [/scripts\/boot\.mjs/, 'boot'],
  [/scripts\/start\.ts/, 'launcher'],
  [/^(npm|sh) /, 'npm'],
]

function look(pid: number): Process {
  const read = (file: string) => readFileSync(`/proc/${pid}/${file}`, 'utf8')
  const kilobytes = (text: string, name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(text)?.[1] ?? NaN)
  const command = read('cmdline').replaceAll('\0', ' ').trim()
  const stat = read('stat')
  // The second field is the name in brackets, which may hold spaces.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return {
    pid,
    role: roles.find(([pattern]) => pattern.test(command))?.[1] ?? command.slice(-80),
    rssMb: kilobytes(read('status'), 'VmRSS') / 1_024,
    pssMb: kilobytes(read('smaps_rollup'), 'Pss') / 1_024,
    cpuMs: ((Number(fields[11]) + Number(fields[12])) * 1_000) / ticks,
  }
}

/** Every process that was started with this data folder, whoever its parent is by now. */
export function processesOf(dataDir: string): Process[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .flatMap((pid) => {
      try {
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0')
        return environment.includes(`EARSHOT_DATA_DIR=${dataDir}`) ? [look(pid)] : []
      } catch {
        // Gone meanwhile, or somebody else's.
        return []
      }
    })
}
