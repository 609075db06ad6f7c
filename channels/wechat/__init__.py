"""WeChat: the Official Account and WeChat KF for customers, the WeCom application and group robots for staff."""
