'use client'

import { useId, useRef, type PointerEvent, type ReactNode } from 'react'

export type HintProps = {
  /** accessible name of the trigger */
  label: string
  /** what the hint says; extra to, never instead of, the label */
  content: ReactNode
  /** what is always seen; becomes a button */
  children: ReactNode
}

/** An explanation on hover, click or tap. The browser's own popover: Escape and click outside close it. */
export function Hint({ label, content, children }: HintProps) {
  const id = useId()
  const panel = useRef<HTMLSpanElement>(null)
  const onHover = (event: PointerEvent<HTMLButtonElement>) => {
    if (event.pointerType === 'mouse' && !panel.current?.matches(':popover-open'))
      panel.current?.showPopover({ source: event.currentTarget })
  }
  const onLeave = (event: PointerEvent) => {
    if (event.pointerType === 'mouse') panel.current?.hidePopover()
  }
  return (
    <>
      <button
        type="button"
        className="rounded-md"
        aria-label={label}
        aria-describedby={id}
        popoverTarget={id}
        popoverTargetAction="show"
        onPointerEnter={onHover}
        onPointerLeave={onLeave}
      >
        {children}
      </button>
      <span
        ref={panel}
        id={id}
        popover="auto"
        className="bg-foreground text-background fixed inset-auto m-1 max-w-xs rounded-md px-2.5 py-1.5 text-xs text-pretty shadow-md [position-area:bottom] [position-try-fallbacks:flip-block]"
      >
        {content}
      </span>
    </>
  )
}
