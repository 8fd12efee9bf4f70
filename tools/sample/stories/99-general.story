story general
zh: 跨越各条线索的问题
en: Questions across the storylines

# People sum up a day
y1 -1/23:50 zh news net=mastodon *52 | 睡前捋一下今天的大事：青苇4.9级地震，没人受伤；统考考完了，泄题是假的；日偏食看了个大概；晚上11点的“6级地震”也是谣言。明天见
y2 -1/23:20 en news net=bluesky *64 | what happened today, for my own memory: toll vote final (yes, 51.3%), ferry towed home with everyone well, Rovers won the Coast Cup 3-2, a 4.9 quake near Linxi with nobody hurt. I need a lie down
g1 0/12:40 zh news net=bluesky *88 | 今天的大事捋一捋：云岭失联的4个人找到了；台风木马过了南浦，28人受伤、没有人死亡；Nimbusyard故障4小时12分钟，已经恢复；还有一只羊驼上了三环
+6 zh joke > *40 | 排序不对，羊驼应该第一
g2 0/13:05 en news net=mastodon *71 | What happened today, for those who slept: Nimbusyard was down 4 h 12 min (expired certificate, no hackers), the Yunling hikers are safe, Typhoon Muma left 28 hurt and nobody dead in Nanpu, and HERONCOIN vanished with $131,000
+9 en talk > | bless you, I've read nothing since my tea
g3 0/13:20 zh for net=x *130 | 今天最好玩的新闻没有之一：羊驼年糕自己开门上三环，交警拿半根胡萝卜倒着走把它领回家，我看了八遍
g4 0/13:45 en for net=bluesky *77 | fun news only, today's edition: an alpaca called Niangao opened her own gate and took the Linxi ring road, and the library cat is home from the dentist. that's it. that's the news
+5 en talk > | this is the only newsletter I trust
g5 0/14:10 zh for net=mastodon | 好玩的新闻再加一条：青苇12.4米大饼的那口锅要改成滑梯，孩子们有福了

Q zh facts=alpaca/F4,typhoon/F6,hikers/F5,outage/F5 see=g1 about=today home=news | 今天有什么大事？
Q en facts=outage/F5,hikers/F5,typhoon/F6,heroncoin/F5 see=g2 about=today home=news | What happened today?
Q zh facts=quake/F3,exam-leak/F3,cup-final/F5,eclipse/F1 see=y1 about=day | 昨天发生了什么？
Q en facts=cup-final/F5,quake/F3,ferry/F5,bridge-toll/F4 see=y2 about=day | What happened yesterday?
Q zh facts=harbour-fire/F4,quake/F5,milk-tea/F3,exam-leak/F2 about=correction | 这几天有哪些谣言被辟谣了？
Q en facts=ferry/F3,museum/F3,gull-drones/F2,moon-lander/F3 about=correction | Which rumours turned out to be false?
Q zh nothing about=draw home=draw | 画一只在海边看日落的橘猫
Q en nothing about=draw home=draw | Draw a lighthouse on the moon
Q zh nothing about=chat | 帮我写一首关于桂花的四行诗
Q en nothing about=maths | What is 17% of 2,340?
Q zh none about=missing | 今天临汐的油价是多少？
Q en none about=missing | Who won the chess championship in Port Alder today?
