'use client'

export type TooltipEntry = { name: string; value: string; color: string }

export function ChartTooltip({ title, entries }: { title: string; entries: TooltipEntry[] }) {
  return (
    <div className="bg-popover rounded-md border px-2.5 py-2 text-xs shadow-md">
      <p className="mb-1 font-medium">{title}</p>
      {entries.map((entry) => (
        <p key={entry.name} className="flex items-center gap-2">
          <span className="size-2 rounded-[2px]" style={{ background: entry.color }} />
          <span className="text-muted-foreground flex-1">{entry.name}</span>
          <span className="font-medium tabular-nums">{entry.value}</span>
        </p>
      ))}
    </div>
  )
}
