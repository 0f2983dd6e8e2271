'use client'

import * as Radix from 'radix-ui/popover'
import { useRef, type ReactNode, type RefObject } from 'react'

import { cn } from '#components/ui/cn.ts'

export type PopoverPanelProps = {
  id: string
  /** the button that it hangs from and that opens and closes it */
  anchor: RefObject<HTMLElement | null>
  children: ReactNode
  align?: 'start' | 'center' | 'end'
  className?: string
  /** what assistive technology calls it */
  label?: string
  onClose: () => void
}

const floatingClass =
  'bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=open]:zoom-in-95 z-50 rounded-lg border shadow-lg outline-none'

/** A popover, open as long as it is there. The focus goes back to its button unless it was left for something else. */
export function PopoverPanel({ id, anchor, label, onClose, ...props }: PopoverPanelProps) {
  const isLeft = useRef(false)
  const onInteractOutside = (event: Event) => {
    // Its button closes it by itself; closed here already, it would open again.
    if (event.target instanceof Node && anchor.current?.contains(event.target))
      event.preventDefault()
    else isLeft.current = true
  }
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Anchor virtualRef={anchor} />
      <Radix.Portal>
        <Radix.Content
          id={id}
          align={props.align ?? 'start'}
          aria-label={label}
          sideOffset={6}
          collisionPadding={8}
          onInteractOutside={onInteractOutside}
          onCloseAutoFocus={(event) => {
            event.preventDefault()
            if (!isLeft.current) anchor.current?.focus()
          }}
          className={cn(
            floatingClass,
            'base:w-72 base:p-3 max-h-[70dvh] overflow-auto',
            props.className,
          )}
        >
          {props.children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}
