namespace SocialCommerce.Kernel.Secrets;

/// <summary>What became of a column.</summary>
/// <param name="Column">The column.</param>
/// <param name="Renewed">Texts that were sealed again.</param>
/// <param name="Current">Texts that the key opened already.</param>
/// <param name="Unreadable">Texts that neither key opens; they stay as they are.</param>
public sealed record KeyRotationResult(SealedColumn Column, long Renewed, long Current, long Unreadable);
