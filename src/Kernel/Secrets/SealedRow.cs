namespace SocialCommerce.Kernel.Secrets;

/// <summary>A sealed text and the key of its row.</summary>
public sealed record SealedRow(long Key, byte[] Text);
