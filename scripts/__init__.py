"""造网站的程序；data flows through the rooms in this order, and a module knows only rooms before its own.

regions   事实：YAML files, read strictly, become dated values with their sources
words     文字：what people wrote in content/, read and checked; no HTML
pages     网页：facts and words become the bodies of pages
api       数据文件：the same facts for programs, tables, feeds and calendars
site      印刷：the shell around every page, the press, the audit, what is published
browser   读者手机上的 Python, made small and proven; apart from the others
tools     给人用的命令；build.py puts all of it together, door.py lets one in at a time
"""
