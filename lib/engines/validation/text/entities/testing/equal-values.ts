/**
 * Values that a line of a language means the same by; lines differ from one another. No value may be called right for one
 * of another line, nor wrong for one of its own.
 */
export const equalValues: Record<string, string> = {
  'en-US': `
5 | five | 5.0
15 | fifteen
50 | fifty
500 | five hundred
1500 | 1,500 | fifteen hundred
-5 | minus five
5.5 | five point five
5th | fifth
05
5% | five percent | 5 percent
50% | fifty percent
by 5% | by five percent
to 5% | to five percent
$5 | 5 dollars | five dollars | USD 5
$5.50 | five dollars and fifty cents
$50 | fifty dollars
€5 | 5 euros
5 km | 5 kilometers | 5000 m
5 miles
5 °C | 5 degrees Celsius
5 °F | 5 degrees Fahrenheit
5 minutes | five minutes | 300 seconds | PT5M
5 hours | five hours | PT5H
5 days | five days
5:00 PM | 5 pm | 17:00 | five pm
5:30 AM | 5:30 in the morning | 05:30 am
2025-05-05 | May 5, 2025 | 5 May 2025 | the 5th of May 2025
2025-06-05 | June 5, 2025
Monday at 5 pm | Monday at 17:00 | 5 pm on Monday
Tuesday at 5 pm
before 5 pm | before 17:00
after 5 pm | after 17:00
until 5 pm
gate 5 | Gate five
room 5 | Room five
row 5
seat 5A | Seat 5a
seat 5B
A5 | a5 | A-5
B5
A-05
A55
555-1234 | 5551234 | 555 1234
555-1235
5 Main Street | five Main Street
5 Oak Avenue
5 stars | five stars
5 nights | five nights
5 people
without 5 people
Toronto | toronto | TORONTO
Boston
not Boston
Anna
Hannah
the airport | airport
the station | station
to the airport
from the airport
economy class
business class
first class | 1st class
second class | 2nd class
Highway 1
Exit 1
version 1.5
version 15
yes
no
before Boston
C
C++
C#`,
  'de-DE': `
5 | fünf
15 | fünfzehn
50 | fünfzig
1500 | 1.500 | tausendfünfhundert
1,5 | eins Komma fünf
15 Prozent | 15 %
5 € | 5 Euro | fünf Euro
5,50 € | fünf Euro fünfzig | 5 Euro und 50 Cent
5 Minuten | fünf Minuten | PT5M
5 Stunden
17 Uhr | 17:00
17:30 | 17 Uhr 30 | siebzehn Uhr dreißig
halb sechs
3. Mai | dritter Mai | 3 Mai
3. Juni
3. Mai 2025 | 2025-05-03
Gleis 5 | Gleis fünf
Zimmer 5
vor 17 Uhr | vor 17:00
nach 17 Uhr
Köln | Koeln | köln
Bonn
Gießen | Giessen
der Flughafen | Flughafen
der Bahnhof | Bahnhof
mit Frühstück
ohne Frühstück
kein Frühstück
Hauptstraße 5 | Hauptstrasse 5
Hauptstraße 6
Gartenstraße 5
030 123456 | 030/123456
030 123457
Sitz 12A
Sitz 12B
5 km | 5 Kilometer | 5000 m
5 cm
5 mm`,
  'fr-FR': `
5 | cinq
15 | quinze
80 | quatre-vingts
90 | quatre-vingt-dix
1500 | 1 500 | mille cinq cents
1,5 | un virgule cinq
15 % | quinze pour cent
5 € | 5 euros | cinq euros
5 minutes | cinq minutes
5 heures
le 3 mai | 3 mai
le 3 juin
3 mai 2025 | 2025-05-03
17 h 30 | 17:30
chambre 5 | chambre cinq
quai 5
avant midi
après midi
Ben
Euh
l'aéroport | aéroport
la gare | gare
avec bagages
sans bagages
12 rue Victor Hugo
12 rue de la Paix`,
  'es-ES': `
5 | cinco
15 | quince
50 | cincuenta
1500 | 1.500 | mil quinientos
15 % | quince por ciento
5 € | 5 euros | cinco euros
5 minutos | cinco minutos
5 horas
3 de mayo | el 3 de mayo | tres de mayo
3 de junio
puerta 5 | puerta cinco
habitación 5
las siete y media
las siete y cuarto
con desayuno
sin desayuno
antes de las cinco
después de las cinco
Madrid | madrid
Barcelona`,
  'it-IT': `
5 | cinque
15 | quindici
50 | cinquanta
15% | quindici per cento
5 € | 5 euro | cinque euro
5 minuti | cinque minuti
3 maggio | il 3 maggio
3 giugno
binario 5 | binario cinque
camera 5
con colazione
senza colazione
Roma | roma
Torino`,
}
