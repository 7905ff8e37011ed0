namespace SocialCommerce.Membership.Ceremonies;

/// <summary>A step of the entry ceremony (入会仪式).</summary>
/// <param name="Key" example="welcome">Its key, by which it is recorded as done.</param>
/// <param name="Text" example="Welcome the customer and begin the entry talk">What is to be done.</param>
/// <param name="Required">Whether the membership begins only when it is done; true when absent.</param>
/// <param name="DueDays" example="1">Days after the membership became pending within which it is to be done.</param>
public sealed record CeremonyStep(string Key, string Text, bool Required = true, int DueDays = 7);
