'use client'

import { X } from 'lucide-react'
import * as Radix from 'radix-ui/dialog'
import type { ReactNode } from 'react'

import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { DialogContent } from '#components/ui/dialog-content.client.tsx'

export const overlayClass =
  'fixed inset-0 z-50 bg-black/45 data-[state=open]:animate-in data-[state=open]:fade-in-0 data-[state=closed]:animate-out data-[state=closed]:fade-out-0'

export type DialogProps = {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: ReactNode
  description?: ReactNode
  children: ReactNode
  /** buttons, right-aligned, always in sight */
  footer?: ReactNode
  className?: string
}

/** A sheet from the bottom on a phone, a centred panel elsewhere; long content scrolls inside. */
export function Dialog({
  open,
  onOpenChange,
  title,
  description,
  children,
  footer,
  className,
}: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {/* Named, or its content would be there only after the effects of what opens it, such as those of a form. */}
      <Radix.Portal container={document.body}>
        <Radix.Overlay className={overlayClass} />
        <DialogContent
          {...(description ? {} : { 'aria-describedby': undefined })}
          className={cn(
            'bg-popover text-popover-foreground data-[state=open]:animate-in data-[state=open]:fade-in-0 base:sm:max-w-lg fixed z-50 flex max-h-[92dvh] flex-col border shadow-xl max-sm:inset-x-0 max-sm:bottom-0 max-sm:rounded-t-xl sm:top-1/2 sm:left-1/2 sm:max-h-[86dvh] sm:w-[calc(100%-2rem)] sm:-translate-x-1/2 sm:-translate-y-1/2 sm:rounded-xl',
            className,
          )}
        >
          <div className="flex items-start justify-between gap-4 px-5 pt-4 pb-3">
            <div className="space-y-1">
              <Radix.Title className="text-base leading-6 font-semibold">{title}</Radix.Title>
              {description && (
                <Radix.Description className="text-muted-foreground text-sm text-pretty">
                  {description}
                </Radix.Description>
              )}
            </div>
            <Radix.Close asChild>
              <Button variant="ghost" size="icon-sm" aria-label="Close" className="-mr-2">
                <X aria-hidden />
              </Button>
            </Radix.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto px-5 pb-4">{children}</div>
          {footer && (
            <div className="bg-muted/40 flex flex-wrap justify-end gap-2 border-t px-5 py-3 sm:rounded-b-xl">
              {footer}
            </div>
          )}
        </DialogContent>
      </Radix.Portal>
    </Radix.Root>
  )
}
