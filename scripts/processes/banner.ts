import type { Product } from '#scripts/processes/product.ts'

const rows = (table: [string, string][]) =>
  table.map(([label, text]) => `  ${label.padEnd(10)}${text}`).join('\n')

/** What a person needs to know once everything runs: the address, who to be, how to stop. */
export function banner(product: Product, facts: { dataDir: string; seconds: number }): string {
  const table: [string, string][] = [['Open', product.url]]
  if (product.demoPassword !== null)
    table.push(
      ['Sign in', `admin@demo.earshot   password ${product.demoPassword}`],
      ['', 'also qa@, reviewer@ and viewer@demo.earshot, same password'],
    )
  table.push(['Data', facts.dataDir], ['Stop', 'Ctrl-C (running tests finish or are put back)'])
  return `\nEarshot is ready (${facts.seconds.toFixed(1)} s)\n\n${rows(table)}\n`
}
