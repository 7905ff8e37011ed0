namespace SocialCommerce.Payouts.Settings;

/// <summary>The account that a shop pays from, as bank files name it.</summary>
/// <param name="Name" example="Lotus Skincare Ltd">Legal name of its holder.</param>
/// <param name="Account" example="6222020200998877665">
/// IBAN, or the bank's own account number; 4 to 34 letters and digits.
/// </param>
/// <param name="Bic" example="ICBKCNBJSHI">BIC of its bank; absent where the bank knows itself.</param>
internal sealed record Debtor(string Name, string Account, string? Bic = null)
{
    private const int MaxName = 70;

    internal sealed class Validator : AbstractValidator<Debtor>
    {
        public Validator()
        {
            RuleFor(d => d.Name).Text(1, MaxName, name => !string.IsNullOrWhiteSpace(name)
                    && !name.Any(char.IsControl) && !name.Any(char.IsSurrogate))
                .WithErrorCode("NAME_INVALID").WithMessage($"A name has 1 to {MaxName} characters, not only spaces.");
            RuleFor(d => d.Account).Text(4, 34, BankAccount.IsWellFormed)
                .WithErrorCode("ACCOUNT_INVALID").WithMessage("An account has 4 to 34 letters and digits.");
            RuleFor(d => d.Account).Must(BankAccount.HasGoodChecksum)
                .WithErrorCode("IBAN_INVALID").WithMessage(BankAccount.IbanRule);
            RuleFor(d => d.Bic).Text(8, 11, BankAccount.IsBic).When(d => d.Bic is not null)
                .WithErrorCode("BIC_INVALID").WithMessage("A BIC has 8 or 11 capital letters and digits.");
        }
    }
}
