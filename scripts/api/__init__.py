"""做数据文件：facts become files for programs and calendars."""
