'use client'

import { Monitor, Moon, Sun } from 'lucide-react'
import { useTheme } from 'next-themes'

import { HeaderPopover, headerItemClass } from '#components/layout/header-popover.client.tsx'
import { useHydrated } from '#components/ui/use-hydrated.client.ts'

const themes = [
  { value: 'light', label: 'Light', icon: Sun },
  { value: 'dark', label: 'Dark', icon: Moon },
  { value: 'system', label: 'System', icon: Monitor },
]

export function ThemeToggle() {
  const { theme, setTheme } = useTheme()
  const hydrated = useHydrated()
  return (
    <HeaderPopover
      label="Colour theme"
      icon={
        <>
          <Sun className="dark:hidden" aria-hidden />
          <Moon className="hidden dark:block" aria-hidden />
        </>
      }
    >
      {themes.map(({ value, label, icon: Icon }) => (
        <button
          key={value}
          type="button"
          aria-pressed={hydrated && theme === value}
          className={headerItemClass}
          onClick={() => setTheme(value)}
        >
          <Icon aria-hidden /> {label}
        </button>
      ))}
    </HeaderPopover>
  )
}
