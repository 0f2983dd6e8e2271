/** The mark: a spoken waveform and the ear's arc that hears it. */
function LogoMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" fill="none" className={className} aria-hidden>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <g className="stroke-primary-foreground" strokeWidth="2.6" strokeLinecap="round">
        <path d="M8 13.5v5M12.5 10v12M17 12.5v7" />
        <path d="M21 9.2a9.4 9.4 0 0 1 0 13.6" opacity="0.65" />
      </g>
    </svg>
  )
}

export function Logo({ name = 'Earshot' }: { name?: string }) {
  return (
    <span className="flex items-center gap-2.5 text-[0.9375rem] font-semibold tracking-tight">
      <LogoMark className="size-7" />
      {name}
    </span>
  )
}
