story fantasy-game-en
zh: 英语玩家推荐的奇幻游戏《Emberwick》
en: Emberwick, the fantasy game English players recommend

q1 -2/12:10 en.a question net=bluesky *38 | ok I finally have a free weekend. recommend me a fantasy game? Story over combat, please no more grim bearded men
g1 +6 en for > *91 | Emberwick. Best fantasy game I've played in years. You play a lamplighter in a town where the dark is literally alive. I cried at a LAMP
g2 +3 en for >q1 *44 | seconding Emberwick as a fantasy game recommendation, party banter is the best I've seen in years, and every companion can refuse your orders if they think you're being an idiot
+2 en.a talk > | "companions can refuse" sold. how long is it?
g3 +5 en news > *21 | took me 38 hours with most side quests. friend rushed the main story in 22
+9 en mixed >q1 | Emberwick is gorgeous but the inventory screen was designed by an enemy
+4 en for > | they patched that! 1.3 added sorting and a search box
g4 -2/11:30 @tinbadger news *870 ~2 | Emberwick patch 1.3 is live on PC and Moorhen handheld. Inventory sorting, a search box, photo mode, and 214 fixes. Yes, the goose is fixed. The goose is no longer immortal. #Emberwick
+8 en joke >g4 *330 | the goose being immortal was LORE
+3 en joke >g4 *120 | Breaking: Tin Badger Games murders beloved goose, thousands mourn
+11 en for >g4 | small studio (nine people!!) fixing 214 things in a month, meanwhile my bank app has had the same bug since the bronze age
g5 +40 en for net=x *260 x4 | if you want a fantasy game where choices matter for real: Emberwick. let the apothecary die in chapter 2 and her shop stays shuttered for the rest of the game, no quest marker, nothing. just an empty shop
+7 en talk > | WAIT you can save the apothecary??
+2 en talk > | I'm not ok
+14 en against net=x *57 | unpopular opinion: Emberwick is fine. the middle third drags, the marsh chapter is two hours of fetch quests with nice music
+6 en for > | the marsh is the best chapter, fight me
+5 en mixed >  | the marsh music IS carrying though
k018 +30 en for net=mastodon *34 | Fantasy game rec for people who hate combat: Emberwick has a "storyteller" mode that skips every fight. No achievements locked, no shame screen. #gaming #a11y
k019 +12 en for > | as someone with wrecked wrists: this is why I bought it. also full one-handed controls
+20 en question net=mastodon | Does Emberwick run on older laptops? mine has integrated graphics and a fan that sounds like a prayer
+13 en seen > *9 | runs at 40ish fps on my 2019 laptop on low. lighting still looks lovely
+100 en for net=hackernews | The interesting thing in Emberwick technically is that light is a game resource: every lamp is a real light source and the enemy pathfinding reads the lightmap. No scripted zones. There's a talk by the lead programmer linked from their site.
+22 en mixed > | Neat, although it's also why the town square dropped to 15 fps for everyone at launch.
+15 en talk > | They fixed that in 1.1 by baking the far lamps.
+180 en ad net=x | 🔥 EMBERWICK KEYS 70% OFF 🔥 instant delivery!! https://keyz.example.net/emberwick
+3 en talk > | grey market key shop, don't. studio said these were bought with stolen cards
+25 en against net=bluesky | every fantasy rec thread is just Emberwick Emberwick Emberwick. play something made before breakfast, people
+8 en for >  | fine: The Cartographer's Oath. old, ugly, perfect. map-making RPG, nobody has topped it
+6 en for > | Cartographer's Oath!! I still have the cloth map
k030 -1/11:05 en rumour net=x *740 x3 ~3 | RUMOR: Tin Badger acquired by Lumora, Emberwick will be exclusive to Lumora devices by next month
delete k030 85
+12 en against > | if true I'm out. been on this hill since the demo
+9 en question >  | source?? this account "leaked" three things this year and all were wrong
t1 +70 @tinbadger correction *2100 | No, we have not been bought by anybody. No, Emberwick isn't becoming exclusive to anything. We are nine people and a goose, and we own ourselves. #Emberwick
+4 en for >t1 | "nine people and a goose" I'd take a bullet
+7 en talk >t1 | the account that started it deleted the post lol
+90 en for net=bluesky *72 | Finished Emberwick last night. The ending asks you one question, using only lamps, and I sat there for ten minutes. Play it, don't read anything.
g6 +25 @alder_courier news | Review: Emberwick lights the way for small studios. The Port Alder team's lamplit fantasy sold 400,000 copies in its first month https://alder-courier.example.org/games/emberwick
+35 en for net=x | 400k copies for a nine person team from PORT ALDER. my city. I used to buy chips next to their office
+140 en mixed net=nostr | emberwick: 9/10 writing, 6/10 combat, 10/10 goose
0/08:30 en question net=x | need a fantasy game for two people on one couch, any ideas?
+6 en for > *13 | Emberwick added couch co-op in beta, player two is the goose. not joking, it's in the 1.4 beta branch
+3 en joke > | finally, representation
g7 +50 @tinbadger news *960 | Emberwick 1.4 beta: couch co-op! Player two is the goose. Out for everyone on {date:+9d}. Price stays $24. #Emberwick
+10 en for >g7 | twenty four dollars for the best fantasy game of the year, studios charging 80 take notes
+15 en against >g7 | co-op as a goose is a meme feature, I wanted a second playable class
+40 en for net=mastodon | My partner, who "doesn't play games", has been the goose for three hours. Send help. #Emberwick
+75 mix for net=x | Emberwick 真的 no.1，大学室友安利我的，英文文本很优美，就是没有中文，肝到三点 worth it
k048 +30 en question net=bluesky | is Emberwick getting a chinese translation? asking for my flatmate
k049 +8 en talk > | nothing announced afaik

F1! by=g1,g2,g5 | 英语玩家推荐的奇幻游戏是《Emberwick》，主角是点灯人，选择会真正影响剧情 | English-speaking players recommend the fantasy game Emberwick: you play a lamplighter, companions may refuse orders and choices matter
F2 by=g3 | 大部分支线做完约38小时，只走主线约22小时 | It takes about 38 hours with most side quests, 22 for the main story
F3! by=g4 | 1.3补丁加入物品栏排序、搜索框和拍照模式，修复214处 | Patch 1.3 brings inventory sorting, a search box, photo mode and 214 fixes
F4! by=k030 super=F5 rumour | Tin Badger被Lumora收购，《Emberwick》将独占 | Tin Badger was bought by Lumora and Emberwick becomes exclusive
F5! by=t1 | Tin Badger没有被收购，游戏不会独占；团队九个人 | Tin Badger was not bought and Emberwick is not becoming exclusive; the team is nine people
F6! by=g6 | 首月售出40万份 | It sold 400,000 copies in its first month
F7! by=g7 | 1.4版的沙发双人模式将于{date:+9d}对所有人开放，第二名玩家是一只鹅，价格保持24美元 | Couch co-op in 1.4 comes to everyone on {date:+9d}; player two is the goose; the price stays $24
F8 by=k018,k019 | 有跳过全部战斗的“讲故事”模式和单手操作 | It has a storyteller mode that skips every fight, and one-handed controls

Q en facts=F1 about=recommend home=recommend | Recommend a fantasy game
Q en facts=F2 about=number | How long does Emberwick take to finish?
Q en facts=F5 about=correction | Was Tin Badger Games bought by Lumora?
Q en facts=F7 about=date | When does couch co-op come to Emberwick, and what does it cost?
Q zh facts=F6 about=cross | Emberwick首月卖了多少份？
Q zh facts=F8 about=cross | Emberwick有没有可以跳过战斗的模式？
Q en none see=k048,k049 about=missing | When is Emberwick getting a Chinese translation?
Q en none about=missing | What is the average review score of Emberwick?

A en true g4 | Patch 1.3 contains 214 fixes and a photo mode.
A en false g4 number | Patch 1.3 contains 241 fixes and a photo mode.
A en false t1 negation | Tin Badger has been bought, and Emberwick is becoming exclusive.
A zh true g6 | 游戏第一个月卖出40万份。
A zh false g6 number | 游戏第一个月卖出14万份。
A zh true g7 | 《Emberwick》1.4的双人模式{date:+9d}对所有人开放。
A zh false g7 date | 《Emberwick》1.4的双人模式{date:+19d}对所有人开放。
A en true g3 | With most side quests it took 38 hours.
A en false g3 number | With most side quests it took 22 hours.
