story school-bug
zh: 弗恩赛德小学的诺如病毒
en: A stomach bug at Fernside Primary

f1 -2/14:20 en.m seen net=mastodon *15 | Fernside Primary parents: is half of class 2B throwing up or is it only mine?
+8 en seen > | mine too. and the twins in 2A
+12 en seen > | got the call. third in our street
+15 en joke > | school tours: attractive for viruses
n1 +70 @fernside_schools news net=x | We're aware of 14 pupils at Fernside Primary with sickness and diarrhoea. The school stays open. Please keep children home for 48 hours after the last symptoms.
r1 +40 en rumour net=x *720 x2 ~2 | They are lying about Fernside. It's the WATER. do not drink tap water in Port Alder!!
+6 en question > | is it? we've been told nothing
+4 en talk > | shelves at the corner shop are out of bottled water already, my cousin works there
+25 en rumour net=x *210 | lead in the water at fernside, a plumber told my neighbour
c1 +50 @alder_council correction *380 | Tap water in Port Alder is safe. Samples from Fernside Primary taken today are clear of bacteria and lead. The illness is consistent with norovirus, which spreads from person to person.
+6 en for > | thank you, can I stop showering with mineral water now
n2 -1/09:40 @fernside_schools news net=x | Update: 31 pupils and 4 staff at Fernside Primary are unwell. Laboratory tests confirm norovirus. The school is closed today and tomorrow for deep cleaning.
+5 en against >n2 | should have closed on day one
+4 en for >n2 | closing for 35 cases is right, my sister cleans there and it's grim
+9 en mixed >n2 | fine, but two days' notice of no childcare is a lot for those of us on shifts
m1 +30 en talk net=bluesky *66 | nurse here: alcohol gel does NOT kill norovirus. soap, water, 20 seconds. bleach for surfaces. small sips, often.
+6 en for > | screenshotting this for the class chat
+60 @quayside_radio news | Fernside Primary shut as norovirus cases reach 35 https://quayside.example.org/news/fernside
+80 en joke net=x *130 | homeschool day 1: both pupils expelled
+40 en seen net=mastodon | school has been fogged by three people dressed like moon landing extras. my son wants to marry one
n3 0/09:20 @fernside_schools news | No new cases since yesterday. Fernside Primary reopens on {date:+1d}. Packed lunches only for the first week.
+6 en for > | FREEDOM
+8 en against > | packed lunches for a WEEK, I'd rather have the virus
+50 en question | does anyone know where it came from? the cake sale?
+7 en talk > | nobody has said. please don't blame the cake sale, my flapjacks are under suspicion
+70 en ad net=x | Immune-boost gummies, parents LOVE them, stops tummy bugs 100% https://gummies.example.net
+10 en correction > | no gummy stops norovirus. soap does
# Said elsewhere
-2/16:30 en talk net=bluesky | bulk text from the class rep: "do not bring the sick bowl back to school, we have enough bowls"
-1/11:20 en seen net=nostr | half the reception teachers are off too, my wife's covering three classes by phone from the bathroom floor
+50 en for net=x | nurse in the family confirms: soap soap soap. we've made it a song, it's awful, it works
-1/16:00 en mixed net=bluesky | council tested the water the same day and published the numbers. that's decent. took them until tea time to say so. that's not
0/10:30 zh talk net=mastodon | 弗恩赛德的家长群今天终于不发呕吐表情了
0/12:00 en joke net=bluesky *26 | fernside sports day cancelled, everyone already ran
0/14:00 en talk net=x | please return the school's mop. no questions asked

F1! by=f1 | 家长最先说2B班多名学生呕吐 | Parents first say that much of class 2B is being sick
F2! by=n1 super=F5 | 14名学生患病，学校照常 | 14 pupils are ill; the school stays open
F3! by=r1 super=F4 rumour | 奥尔德港自来水有问题 | The tap water in Port Alder is bad
F4! by=c1 | 自来水安全，学校水样无细菌和铅 | The tap water is safe; samples are clear of bacteria and lead
F5! by=n2 | 31名学生和4名教职工患病，确认诺如病毒，学校停课消毒 | 31 pupils and 4 staff are ill, norovirus is confirmed, the school is closed for deep cleaning
F6! by=n3 | 没有新增病例，{date:+1d}复课，第一周自带午餐 | No new cases; it reopens on {date:+1d} with packed lunches for the first week
F7 by=m1 | 酒精凝胶杀不死诺如病毒，要用肥皂洗手20秒 | Alcohol gel does not kill norovirus; wash with soap for 20 seconds

Q en facts=F5 about=number | How many people at Fernside Primary fell ill?
Q en facts=F4 about=correction | Is Port Alder's tap water unsafe?
Q en facts=F6 about=date | When does Fernside Primary reopen?
Q zh facts=F5 about=cross | 弗恩赛德小学有多少人得了诺如病毒？
Q zh facts=F7 about=cross | 酒精免洗凝胶能杀死诺如病毒吗？
Q en none about=missing | Where did the norovirus at Fernside Primary come from?

A en true n2 | 31 pupils and 4 staff are unwell.
A en false n2 number | 13 pupils and 4 staff are unwell.
A zh true c1 | 自来水是安全的。
A zh false c1 negation | 自来水不安全。
A en true n3 | The school reopens on {date:+1d}.
A en false n3 date | The school reopens on {date:+8d}.
A zh false m1 negation | 酒精凝胶可以杀死诺如病毒。
