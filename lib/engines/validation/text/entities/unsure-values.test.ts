import { describe } from 'vitest'

import { both, oneWay } from '#lib/engines/validation/text/entities/testing/pairs.ts'

describe('marks between digits belong to addresses and versions', () => {
  both([
    ['192.168.1.1', '192.168.11', 'wrong'],
    ['ip 192.168.1.1', 'ip 192.168.11', 'wrong'],
    ['10.20.30.40', '10203040', 'unproven'],
    ['192.168.100.200', '192168100200', 'unproven'],
    ['192.168.100.200', '192168100200', 'unproven', 'de-DE'],
    ['1.000.000.000', 'mil millones', 'right', 'es-ES'],
    ['10:20:30:40', '1020:30:40', 'unproven'],
    ['1.2.34', '12.34', 'wrong'],
    ['5-551-234', '555-1234', 'unproven'],
    ['123-45-6789', '123456789', 'right'],
    ['01.23.45.67.89', '01 23 45 67 89', 'right', 'fr-FR'],
    ['1_000', '1000', 'unproven'],
    ['2024.10.01', '2024-10-01', 'unproven'],
  ])
})

describe('signs that are taken for one another', () => {
  both([
    ['B0', 'BO', 'unproven'],
    ['B1', 'BI', 'unproven'],
    ['B1', 'Bl', 'unproven'],
    ['seat B0', 'seat BO', 'unproven'],
    ['100', '1OO', 'unproven'],
    ['A0B', 'A1B', 'wrong'],
    ['Se7en', 'Seven', 'unproven'],
    ['7-Eleven', 'Seven Eleven', 'unproven'],
    ['A12', 'A 1 2', 'right'],
    ['A12', 'A 1 3', 'wrong'],
    ['iPhone 15', 'iphone15', 'right'],
    ['0x1F', '31', 'unproven'],
    ['5*', '5', 'unproven'],
    ['B minus', 'B-', 'right'],
    ['A plus', 'A+', 'right'],
    ['A plus', 'A-', 'wrong'],
    ['C plus plus', 'C++', 'right'],
    ['C sharp', 'C#', 'unproven'],
    ['<5', '>5', 'wrong'],
    ['no. 5', 'number 5', 'right'],
    ['no. 5', 'number 6', 'wrong'],
    ['no 5', 'number 5', 'unproven'],
    ['n° 5', 'numéro 5', 'right', 'fr-FR'],
    ['Louis XIV', 'Louis XVI', 'wrong'],
    ['World War II', 'World War 2', 'right'],
    ['size XL', 'size 40', 'unproven'],
  ])
})

describe('figures that may be meant otherwise', () => {
  both([
    ['12,5', '12.5', 'unproven'],
    ['12,5', '12.5', 'right', 'de-DE'],
    ['12,5', '125', 'wrong'],
    ['$1.500', '$1,500', 'unproven'],
    ['$1.50', '$150', 'wrong'],
    ['($5)', '-$5', 'unproven'],
    ['3.14', '3.14159', 'unproven'],
    ['3.1', '3.14', 'wrong'],
    ['nil', '0', 'unproven'],
    ['nothing', '0', 'unproven'],
    ['aucun', '0', 'unproven', 'fr-FR'],
    ['une vingtaine', '20', 'unproven', 'fr-FR'],
    ['een', '1', 'unproven', 'nl-NL'],
    ['a half', '0.5', 'right'],
    ['drei Viertel', '0,75', 'right', 'de-DE'],
    ['a quarter', '25 cents', 'unproven'],
    ['三点一四', '3.14', 'right', 'zh-CN'],
    ['三点一四', '3.15', 'wrong', 'zh-CN'],
    ['三点五十', '3:50', 'right', 'zh-CN'],
    ['7.30', '7:30', 'unproven'],
    ['3 by 5', '3 x 5', 'unproven'],
  ])
})

describe('units and money', () => {
  both([
    ['100 MB', '100 Mb', 'unproven'],
    ['100 Mbps', '100 MBps', 'unproven'],
    ['100 Mb', '100 megabytes', 'unproven'],
    ['5 MW', '5 mW', 'unproven'],
    ['5G', '5g', 'unproven'],
    ['20 KM', '20 km', 'right'],
    ['5 miles', '8.05 km', 'unproven'],
    ['150 lbs', '68 kg', 'unproven'],
    ['5 miles', '5 km', 'wrong'],
    ['1.5 km', '1600 m', 'wrong'],
    ['1 GB', '1024 MB', 'unproven'],
    ['5 percentage points', '5%', 'unproven'],
    ['CA$20', 'US$20', 'wrong'],
    ['$20', 'CA$20', 'unproven'],
    ['20 CHF', 'vingt francs', 'right', 'fr-CH'],
    ['20 CHF', 'vingt francs', 'unproven', 'fr-FR'],
    ['20 دينار', '20 KWD', 'unproven', 'ar-EG'],
    ['20 ليرة', '20 TRY', 'unproven', 'ar-EG'],
    ['50 ريال', '50 دينار', 'wrong', 'ar-EG'],
    ['20 ARS', '20 pesos', 'unproven', 'es-AR'],
    ['20 MXN', '20 pesos', 'right', 'es-MX'],
  ])
})

describe('days, decades and durations', () => {
  both([
    ['tomorrow', 'tmrw', 'unproven'],
    ['weekend', 'wknd', 'unproven'],
    ['today', 'tonight', 'unproven'],
    ['next Friday', 'this Friday', 'unproven'],
    ['nächsten Freitag', 'diesen Freitag', 'unproven', 'de-DE'],
    ['next Friday', 'last Friday', 'wrong'],
    ['next week', 'this week', 'wrong'],
    ['the 90s', '1990s', 'unproven'],
    ['the nineties', '1990s', 'unproven'],
    ['90s music', '1990s music', 'unproven'],
    ['die 90er', '1990er', 'unproven', 'de-DE'],
    ['the 80s', '1990s', 'wrong'],
    ['12/11/2025', '11/12/2025', 'wrong'],
    ['٠٣/٠٤/٢٠٢٥', '٠٤/٠٣/٢٠٢٥', 'wrong', 'ar-EG'],
    ['12/11/2025', '11-12-2025', 'unproven'],
    ['on 12/11/2025', 'on 11/12/2025', 'unproven'],
    ['May 2025', '2025-05', 'right'],
    ['May 2025', '2025-06', 'wrong'],
    ['令和7年', '2025年', 'right', 'ja-JP'],
    ['1h30', '1 hour 30 minutes', 'right'],
    ['1h30', '90 Minuten', 'unproven', 'de-DE'],
    ['1h30', '1 hour 20 minutes', 'wrong'],
    ['P2W', 'PT2W', 'unproven'],
    ['PT1H30M', 'P1H30M', 'unproven'],
    ['quinze jours', 'deux semaines', 'unproven', 'fr-FR'],
    ['15 jours', '14 jours', 'wrong', 'fr-FR'],
    ['15 days', '2 weeks', 'wrong'],
    ['5 minutes', '5 months', 'wrong'],
    ['1 month', '30 days', 'unproven'],
  ])
})

describe('names and words', () => {
  both([
    ["O'Brien", 'OBrien', 'right'],
    ["we're", 'were', 'unproven'],
    ["rock 'n' roll", 'rock and roll', 'unproven'],
    ['re-sign', 'resign', 'unproven'],
    ['Dept. of Labor', 'Department of Labor', 'unproven'],
    ['Tom &amp; Ann', 'Tom & Ann', 'right'],
    ['Duell', 'Düll', 'unproven', 'de-DE'],
    ['Neuer Weg', 'Neür Weg', 'unproven', 'de-DE'],
    ['Müller', 'Mueller', 'right', 'de-DE'],
    ['على', 'علي', 'unproven', 'ar-EG'],
    ['1, 2 and 3', '1, 2, 3', 'right'],
    ['1, 2 and 3', '1, 2 and 4', 'wrong'],
  ])
})

describe('yes, no and nothing', () => {
  both([
    ['yes', 'yeah', 'right'],
    ['yes', 'true', 'right'],
    ['no', 'nope', 'right'],
    ['yes', 'nope', 'wrong'],
    ['yes', 'ok', 'unproven'],
    ['right', 'left', 'wrong'],
    ['right', 'correct', 'unproven'],
    [true, 'on', 'right'],
    [true, 'ok', 'unproven'],
    [true, 'si', 'unproven', 'es-ES'],
    [true, 'sí', 'right', 'es-ES'],
    [false, null, 'unproven'],
    [true, null, 'wrong'],
    [null, '', 'unproven'],
    ['none', 'null', 'unproven'],
  ])
  oneWay([
    [['milk', 'eggs'], 'milk and eggs', 'right'],
    [['milk', 'eggs'], 'milk, eggs', 'right'],
    [['milk', 'eggs'], 'eggs and milk', 'unproven'],
    [['milk', 'eggs'], 'milk and bread', 'wrong'],
    [['Milch', 'Brot'], 'Milch und Brot', 'right', 'de-DE'],
  ])
})
