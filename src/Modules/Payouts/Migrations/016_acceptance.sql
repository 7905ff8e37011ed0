-- Where an acceptance came from, and the text that was shown (G16).
alter table payee_agreements add column ip text, add column text_hash text collate "C";
