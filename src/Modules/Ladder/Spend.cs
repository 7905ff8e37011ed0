using SocialCommerce.Kernel;

namespace SocialCommerce.Ladder;

/// <summary>What a person has bought.</summary>
public sealed record Spend(long CustomerKey, long NetMinor);
