story general
zh: 跨越各条线索的问题
en: Questions across the storylines

Q zh facts=alpaca/F4,typhoon/F6,hikers/F5,outage/F5 about=today home=news | 今天有什么大事？
Q en facts=outage/F5,hikers/F5,typhoon/F6,heroncoin/F5 about=today home=news | What happened today?
Q zh facts=quake/F3,exam-leak/F3,cup-final/F5,eclipse/F1 about=day | 昨天发生了什么？
Q en facts=cup-final/F5,quake/F3,ferry/F5,bridge-toll/F4 about=day | What happened yesterday?
Q zh facts=harbour-fire/F4,quake/F5,milk-tea/F3,exam-leak/F2 about=correction | 这几天有哪些谣言被辟谣了？
Q en facts=ferry/F3,museum/F3,gull-drones/F2,moon-lander/F3 about=correction | Which rumours turned out to be false?
Q zh nothing about=draw home=draw | 画一只在海边看日落的橘猫
Q en nothing about=draw home=draw | Draw a lighthouse on the moon
Q zh nothing about=chat | 帮我写一首关于桂花的四行诗
Q en nothing about=maths | What is 17% of 2,340?
Q zh none about=missing | 今天临汐的油价是多少？
Q en none about=missing | Who won the chess championship in Port Alder today?
