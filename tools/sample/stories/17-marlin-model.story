story marlin-model
zh: 羽石实验室发布Marlin-2模型
en: Quillstone Labs releases the Marlin-2 model

n1 -1/15:00 @quillstone news *1300 ~2 | Today we're releasing Marlin-2: 7B parameters, 128k context, trained on 6 trillion tokens. Weights are up. Runs on a laptop. https://quillstone.example.org/marlin-2
+6 en for > | downloading before my boss finds out
h1 +14 en question net=hackernews *0 | Marlin-2: what's the license? The post says "open", the repo says nothing yet.
+9 en.h against > | "Open" is doing a lot of work in that sentence.
+20 en for net=hackernews | Tried it on my 2021 laptop, 11 tokens/s at 4 bits. It answers in full sentences and admits when it doesn't know, which puts it ahead of me.
r1 +12 en rumour net=x *2900 x3 ~2 | Marlin-2 beats everything, 94.1 on BugMaze, it's OVER for the big labs
+7 en mixed > | one benchmark, self-reported, no harness published. let's all breathe
h2 +33 en news net=hackernews | I re-ran BugMaze with the public harness: 81.3, not 94.1. Their number used best-of-16. Still excellent for 7B, but label your axes.
+8 en for > | This is why we have replication. Thank you.
+10 en against > | 13 points isn't a labelling issue.
c1 +45 @quillstone correction *620 | Correction: the 94.1 on BugMaze was best of 16 samples and should have said so. Single-sample is 81.6. We've fixed the table. Our mistake.
+6 en for > *40 | took the L in public, respect
+5 en mixed >c1 | 81.6 vs 81.3 re-run, close enough, thanks for fixing it
c2 +30 @quillstone correction *410 | About the license: weights are for research and personal use only; commercial use needs a (free) form. We shouldn't have written "open". Changed to "available weights".
+7 en against > | so not open. cool cool cool
+14 en.h against net=hackernews | As I said: doing a lot of work.
k1 +60 zh news net=x *75 | 羽石实验室放出Marlin-2，70亿参数，128k上下文，笔记本能跑
+8 zh for > | 中文怎么样，有人测了吗
z1 +25 zh seen net=x *110 | 测了下Marlin-2中文：日常对话没问题，古诗会编，问它《归墟灯录》它老实说不知道。4bit量化显存占5.2GB
+6 zh for > | 会说不知道已经赢了一大半
+5 zh joke > *88 | 比我老板强，我老板从来没说过不知道
+40 zh against | 说是开放结果商用要填表，跟“限时免费”一个味儿
+12 zh rumour net=x *300 x2 | Marlin-2编程94分吊打全场，程序员要失业了
+7 zh correction > | 那是16次取最好的，官方自己改了，单次81.6
0/09:00 en news net=bluesky *30 | Someone already ported Marlin-2 to a single-board computer. 0.9 tokens a second. It's like texting with a lighthouse keeper.
+9 en joke > | an AI that thinks before it speaks
z2 +30 zh seen net=mastodon | Marlin-2长文本试了下，十万字小说问细节，前三万字记得清，后面开始和稀泥
+8 zh mixed > | 128k是能装下，不是能看懂
n2 +40 @quillstone news *530 | Marlin-2.0.1: fixes a chat-template bug that dropped the system prompt after turn 6. Please re-download (only 2 KB changed, weights are identical).
+9 en for > | ohhh THAT'S why it forgot it was a pirate
+25 en question net=hackernews | Any word on what data the 6T tokens were?
+11 en talk > | Model card says "a mix". So, no.
+30 en joke net=x *140 | my marlin-2 and I have decided to see other models
+20 zh ad net=x | 9.9学会Marlin-2变现，AI副业月入过万，进群领资料
# Said elsewhere
-1/18:00 @daily_barnacle satire *1700 label=satire | New AI Model So Honest It Admits Its Benchmark Was Taken By A Friend

F1! by=n1,k1 | 羽石实验室发布Marlin-2：7B（70亿）参数，128k上下文 | Quillstone Labs releases Marlin-2 with 7B parameters and 128k context
F2! by=r1 super=F3 rumour | Marlin-2在BugMaze上得94.1分 | Marlin-2 scores 94.1 on BugMaze
F3! by=c1 | 94.1是16次取最好，单次为81.6分 | 94.1 was the best of 16 samples; a single sample scores 81.6
F4! by=h2 | 网友复测得81.3分 | An independent re-run got 81.3
F5! by=c2 | 权重只限研究和个人使用，商用需填免费表格；不叫“开放” | Weights are for research and personal use; commercial use needs a free form; it is not called open any more
F6 by=z1 | 4bit量化显存占5.2GB，中文日常对话没问题，古诗会编 | At 4 bits it takes 5.2 GB; everyday Chinese is fine, but it makes up classical poems
F7! by=n2 | 2.0.1修复第6轮后丢系统提示的模板错误，权重不变 | 2.0.1 fixes a template bug that dropped the system prompt after turn 6; the weights are identical

Q en facts=F3 about=correction | What does Marlin-2 really score on BugMaze?
Q en facts=F5 about=correction | Is Marlin-2 open for commercial use?
Q en facts=F6 about=cross | How good is Marlin-2 in Chinese, and how much memory does it need at 4 bits?
Q zh facts=F3 about=correction | Marlin-2编程真的有94分吗？
Q zh facts=F7 about=cross | Marlin-2.0.1修了什么问题？
Q zh facts=F5 about=cross | Marlin-2可以商用吗？
Q en none about=missing | What data was Marlin-2 trained on?
Q zh none about=missing | 训练Marlin-2用了多少张显卡？

A en true c1 | The single-sample score is 81.6.
A en false c1 number | The single-sample score is 86.1.
A zh true n1 | Marlin-2的上下文长度是128k。
A zh false n1 number | Marlin-2的上下文长度是256k。
A zh false c2 negation | 商用不需要填任何表格。
A en true z1 | Quantised to four bits it takes 5.2 GB of video memory.
A en false z1 number | Quantised to four bits it takes 2.5 GB of video memory.
A en true n2 | The update leaves the weights identical.
