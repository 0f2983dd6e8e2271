'use client'

import * as Radix from 'radix-ui/tabs'
import type { ReactNode } from 'react'

import { cn } from './cn.ts'

export type Tab = { value: string; label: ReactNode; content: ReactNode }
export type TabsProps = {
  label: string
  tabs: Tab[]
  defaultValue?: string
  value?: string
  onValueChange?: (value: string) => void
  className?: string
}

export function Tabs({ label, tabs, defaultValue, value, onValueChange, className }: TabsProps) {
  const first = tabs[0]?.value ?? ''
  return (
    <Radix.Root
      className={className}
      {...(value === undefined ? { defaultValue: defaultValue ?? first } : { value })}
      {...(onValueChange && { onValueChange })}
    >
      <Radix.List
        aria-label={label}
        className="flex [scrollbar-width:none] gap-1 overflow-x-auto border-b"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className={cn(
              'text-muted-foreground hover:text-foreground data-[state=active]:border-primary data-[state=active]:text-foreground -mb-px flex h-9 items-center gap-1.5 border-b-2 border-transparent px-3 text-sm font-medium whitespace-nowrap focus-visible:outline-offset-[-2px]',
            )}
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="pt-4">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  )
}
